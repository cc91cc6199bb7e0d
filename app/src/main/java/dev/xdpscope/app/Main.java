package dev.xdpscope.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code xdpscope} command. Exit codes: 0 ok, 1 a check failed, 2 the command line or an input is at fault. */
@Command(
        name = "xdpscope", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Explores and debugs the flow of XDP metadata.")
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Starts the program; the exit code is that of the command. */
    public static void main(String... args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The version as the build wrote it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            try (InputStream in = Main.class.getResourceAsStream("version.txt")) {
                return new String[]{"xdpscope " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()};
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
