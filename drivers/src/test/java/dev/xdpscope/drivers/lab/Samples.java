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

    /** A scenario with jumbo frames and what gets them, written into {@code folder}; the program is of a sample. */
    public static Scenario jumbo(Path folder, String nic, String object, String program, String receivers)
            throws IOException {
        Path file = folder.resolve("scenario.json");
        Files.writeString(file, """
                { "name": "test", "nic": "%s", "object": "%s", "program": "%s", "packets": "%s", "receivers": [%s] }
                """.formatted(nic, file(object), program, file("captures/jumbo.pcapng"), receivers));
        return ScenarioFile.read(file);
    }
}
