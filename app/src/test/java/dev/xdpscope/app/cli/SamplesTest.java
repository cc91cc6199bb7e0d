package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample gives, to the letter, the results that are checked in beside it. */
final class SamplesTest {
    private static final Path FOLDER = Path.of("..", "sample-traces");
    private static final String EXPECTED = ".expected.json";

    @ParameterizedTest
    @MethodSource("scenarios")
    void resultsAreAsExpected(Path scenario) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = run(out, "run", scenario.toString(), "--expect", expected(scenario).toString());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertEquals(0, code);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void printedResultsAreTheFileItself(Path scenario) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, run(out, "run", scenario.toString(), "--json"));
        assertEquals(Files.readString(expected(scenario)), out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aDifferenceIsToldByItsPointer() throws IOException {
        Path scenario = scenarios().findFirst().orElseThrow();
        Path other = Files.createTempFile("expected", ".json");
        try {
            Files.writeString(other, Files.readString(expected(scenario)).replaceFirst("XDP_PASS", "XDP_DROP"));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertEquals(1, run(out, "run", scenario.toString(), "--expect", other.toString()));
            assertTrue(out.toString(StandardCharsets.UTF_8).contains("/packets/0/verdict"), out::toString);
        } finally {
            Files.delete(other);
        }
    }

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER, 2)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(".json") && !f.toString().endsWith(EXPECTED))
                    .sorted().toList();
            assertTrue(found.size() >= 6, found::toString);
            return found.stream();
        }
    }

    private static Path expected(Path scenario) {
        return scenario.resolveSibling(scenario.getFileName().toString().replace(".json", EXPECTED));
    }

    private static int run(ByteArrayOutputStream out, String... args) {
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Main.run(args, InputStream.nullInputStream(), printed, System.err);
    }
}
