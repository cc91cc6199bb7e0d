package dev.xdpscope.app;

import dev.xdpscope.app.cli.Cli;
import dev.xdpscope.app.cli.Environment;
import dev.xdpscope.app.cli.StandardOutput;
import dev.xdpscope.app.cli.Terminal;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the program starts: joins the command line to the process around it. */
public final class Main {
    private static final int BUFFER = 1 << 16;

    private Main() {}

    /** Starts the program; the exit code is that of the command. */
    public static void main(String... args) {
        StandardOutput written = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(new BufferedOutputStream(written, BUFFER), false, charset("stdout.encoding"));
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset("stderr.encoding"));
        Terminal terminal = new Terminal(System.in, out, err, colors(), width());
        int code = cli(terminal).run(args);
        out.flush();
        Optional<String> failure = written.failure();
        failure.ifPresent(why -> terminal.note("the results cannot be written: " + why));
        System.exit(failure.isPresent() ? Cli.BAD_INPUT : code);
    }

    /** Runs a command as {@link #main} does, without colours, and returns its exit code. */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        int code = cli(new Terminal(in, out, err, false, Terminal.DEFAULT_WIDTH)).run(args);
        out.flush();
        return code;
    }

    private static Cli cli(Terminal terminal) {
        return new Cli(terminal, Desktop::new, Environment.ofSystem(version()));
    }

    private static boolean colors() {
        Console console = System.console();
        return console != null && console.isTerminal() && env("NO_COLOR").isEmpty()
                && env("TERM").filter("dumb"::equals).isEmpty();
    }

    private static int width() {
        return env("COLUMNS").filter(c -> c.matches("[1-9][0-9]{1,3}")).map(Integer::parseInt)
                .orElse(Terminal.DEFAULT_WIDTH);
    }

    private static Optional<String> env(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(v -> !v.isEmpty());
    }

    /** A machine without a locale still has terminals that show UTF-8. */
    private static Charset charset(String property) {
        Charset said = Charset.forName(System.getProperty(property, "UTF-8"), StandardCharsets.UTF_8);
        return said.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : said;
    }

    /** The version as the build wrote it. */
    private static String version() {
        try (InputStream in = Main.class.getResourceAsStream("version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
