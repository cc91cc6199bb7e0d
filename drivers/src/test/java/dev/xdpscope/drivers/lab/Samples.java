package dev.xdpscope.drivers.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenarios in sample-traces. */
final class Samples {
    private static final Path FOLDER = Path.of("..", "sample-traces").toAbsolutePath().normalize();

    private Samples() {}

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    static Scenario scenario(String name) {
        return ScenarioFile.read(file(name));
    }

    static List<Scenario> all() {
        try (Stream<Path> files = Files.walk(FOLDER, 2)) {
            return files.filter(f -> f.toString().endsWith(".json") && !f.toString().contains("expected"))
                    .sorted().map(ScenarioFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
