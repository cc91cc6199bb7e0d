package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What somebody sees who starts the program where there is no display: the first sample, and a picture of the window. */
final class FirstLook {
    private static final String PICTURE = "xdpscope.png";
    private static final DesktopWindow.Size SIZE = new DesktopWindow.Size(1600, 1000);

    private final Terminal terminal;
    private final Supplier<DesktopWindow> window;
    private final Environment environment;

    FirstLook(Terminal terminal, Supplier<DesktopWindow> window, Environment environment) {
        this.terminal = terminal;
        this.window = window;
        this.environment = environment;
    }

    void show(Path sample) {
        Scenario scenario = ScenarioFile.read(sample);
        terminal.line("There is no display, so here is the first sample in the terminal.");
        terminal.wrapped(scenario.about(), "");
        terminal.wrapped(
                "Each line is a packet: the program's verdict, the driver's answers for the three hints, bytes of "
                        + "metadata in front of the packet, and executed instructions.",
                "");
        terminal.line("");
        new RunText(terminal, Lab.run(scenario)).print(false);
        terminal.line("");
        terminal.line("Instruction by instruction:  xdpscope trace " + named(sample.getParent()) + " --packet 0");
        terminal.line("All commands:                xdpscope --help");
        terminal.out().flush();
        picture(scenario);
    }

    private void picture(Scenario scenario) {
        if (!environment.missing().isEmpty()) {
            terminal.note("no picture of the window was made; install " + environment.missing());
            return;
        }
        Path file = folder().resolve(PICTURE);
        try {
            window.get().draw(new DesktopWindow.Picture(scenario, Optional.empty(), SIZE, false, file));
            terminal.line("The window's picture:        " + file);
        } catch (ProblemException e) {
            terminal.note("no picture of the window was made: " + e.getMessage());
        }
    }

    /** Beside what the launcher has built, which no version control watches; or else the temporary one. */
    private Path folder() {
        return environment.home().map(h -> h.resolve("app").resolve("target")).filter(Files::isWritable)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** As it would be named from the present folder, where that is shorter. */
    private static Path named(Path folder) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = folder.toAbsolutePath();
        return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    }
}
