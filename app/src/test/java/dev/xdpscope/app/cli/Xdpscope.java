package dev.xdpscope.app.cli;

import dev.xdpscope.app.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The command as a user starts it, in this process. */
final class Xdpscope {
    /** The project's folder. */
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    static final Path SAMPLES = HOME.resolve("sample-traces");
    static final String HINTS = SAMPLES.resolve("hints-to-metadata").resolve("scenario.json").toString();

    /** What a run of the command gave. */
    record Result(int code, String out, String err) {
        JsonNode json() {
            return JsonNodes.MAPPER.readTree(out);
        }
    }

    /** A window that only notes what it was asked for. */
    static final class NotedWindow implements DesktopWindow {
        final List<List<Path>> opened = new ArrayList<>();
        Optional<Path> sample = Optional.empty();
        final List<Picture> drawn = new ArrayList<>();

        @Override
        public void open(List<Path> files, Optional<Path> given) {
            opened.add(files);
            sample = given;
        }

        @Override
        public void draw(Picture picture) {
            drawn.add(picture);
        }
    }

    private Xdpscope() {}

    static Result run(String... args) {
        return runWith("", args);
    }

    static Result runWith(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(args, stream(input), print(out), print(err));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** With a window and an environment of the test's own, on a terminal of 100 columns. */
    static Result runIn(Environment environment, DesktopWindow window, String... args) {
        return runOn(100, false, environment, window, args);
    }

    static Result runOn(int width, boolean color, Environment environment, DesktopWindow window, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(stream(""), print(out), print(err), color, width);
        int code = new Cli(terminal, () -> window, environment).run(args);
        terminal.out().flush();
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Environment environment(boolean display) {
        return new Environment("1.2.3", display, "", Optional.of(HOME));
    }

    /** Arguments in one line, split at blanks. */
    static String[] words(String line) {
        return Arrays.stream(line.split(" ")).filter(w -> !w.isEmpty()).toArray(String[]::new);
    }

    private static ByteArrayInputStream stream(String input) {
        return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }
}
