package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fixture objects, and the public tools that tests compare with. */
public final class Tools {
    private Tools() {}

    /** The folder with the fixtures' sources and objects. */
    public static Path fixtures() {
        try {
            return Path.of(Tools.class.getResource("/objects").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Path fixture(String name) {
        return fixtures().resolve(name);
    }

    public static List<Path> objects() {
        try (Stream<Path> files = Files.list(fixtures())) {
            return files.filter(f -> f.toString().endsWith(".o")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the test, saying so, unless the tool is installed. */
    public static void need(String tool) {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(p -> Files.isExecutable(Path.of(p, tool)));
        assumeTrue(there, tool + " is not installed: nothing to compare with");
    }

    /** Runs a tool that must succeed; gives what it printed. */
    public static String run(Path folder, String... command) {
        try {
            Path output = Files.createTempFile("xdpscope", ".out");
            try {
                int code = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                        .redirectOutput(output.toFile()).start().waitFor();
                String text = Files.readString(output, StandardCharsets.UTF_8);
                assertEquals(0, code, () -> String.join(" ", command) + ": " + text);
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Compiles C for BPF as the fixtures are compiled, with more options if wanted. */
    public static Path compile(String compiler, Path folder, String source, Path object, String... more) {
        List<String> command = new ArrayList<>(List.of(compiler, "-O2", "-g", "-target", "bpfel",
                "-fdebug-compilation-dir=.", "-ffile-prefix-map=" + folder + "=.", "-c", source, "-o",
                object.toString()));
        command.addAll(List.of(more));
        run(folder, command.toArray(String[]::new));
        return object;
    }
}
