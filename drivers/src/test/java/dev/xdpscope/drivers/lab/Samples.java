package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenarios in sample-traces. */
public final class Samples {
    private static final Path FOLDER = Path.of("..", "sample-traces").toAbsolutePath().normalize();

    private Samples() {}

    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    public static Scenario scenario(String name) {
        return ScenarioFile.read(file(name));
    }

    public static List<Scenario> all() {
        try (Stream<Path> files = Files.walk(FOLDER, 2)) {
            return files.filter(f -> f.toString().endsWith(".json") && !f.toString().contains("expected"))
                    .sorted().map(ScenarioFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
