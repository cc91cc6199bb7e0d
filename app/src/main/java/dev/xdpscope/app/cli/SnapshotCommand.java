package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.Coordinate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xdpscope snapshot}. */
@Command(name = "snapshot", description = "Draws the window into a PNG file; needs no display.", footer = {"",
    "Example:",
    "  xdpscope snapshot sample-traces/hints-to-metadata --at 0:17 --size 1600x1000 --theme dark --out window.png"})
final class SnapshotCommand implements Callable<Integer> {
    /** The looks of the window. */
    enum Theme {
        LIGHT,
        DARK;

        /** Reads a theme. */
        static final class Converter extends WordConverter<Theme> {
            Converter() {
                super("theme", List.of(values()), t -> t.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private final Terminal terminal;
    private final Supplier<DesktopWindow> window;

    @Mixin
    private ScenarioOptions scenario = new ScenarioOptions();

    @Option(names = "--at", paramLabel = "COORD", converter = CoordinateConverter.class,
            description = "Where in the recording, for example 4:17.3. Default: the beginning.")
    private Optional<Coordinate> at = Optional.empty();

    @Option(names = "--size", paramLabel = "WxH", converter = SizeConverter.class,
            description = "In pixels. Default: 1600x1000.")
    private DesktopWindow.Size size = new DesktopWindow.Size(1600, 1000);

    @Option(names = "--theme", paramLabel = "THEME", converter = Theme.Converter.class,
            description = "light or dark. Default: light.")
    private Theme theme = Theme.LIGHT;

    @Option(names = "--out", paramLabel = "X.png", required = true, description = "The file to write.")
    private Path out;

    SnapshotCommand(Terminal terminal, Supplier<DesktopWindow> window) {
        this.terminal = terminal;
        this.window = window;
    }

    @Override
    public Integer call() {
        OutputFiles.check(out);
        window.get().draw(new DesktopWindow.Picture(scenario.scenario(terminal), at, size, theme == Theme.DARK, out));
        terminal.note("wrote " + out);
        return 0;
    }
}
