package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample gives, to the letter, the results that are checked in beside it. */
final class SamplesTest {
    private static final String EXPECTED = ".expected.json";

    @ParameterizedTest
    @MethodSource("scenarios")
    void resultsAreAsExpected(Path scenario) {
        Xdpscope.Result result = Xdpscope.run("run", scenario.toString(), "--expect", expected(scenario).toString());
        assertEquals("", result.out());
        assertEquals(0, result.code());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void printedResultsAreTheFileItself(Path scenario) throws IOException {
        Xdpscope.Result result = Xdpscope.run("run", scenario.toString(), "--json");
        assertEquals(0, result.code());
        assertEquals(Files.readString(expected(scenario)), result.out());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theScenarioIsAsTheSchemaSays(Path scenario) {
        SchemaCheck.assertValid("scenario", scenario, JsonNodes.read(scenario));
    }

    @Test
    void aDifferenceIsToldByItsPointer(@TempDir Path folder) throws IOException {
        Path scenario = scenarios().findFirst().orElseThrow();
        String changed = Files.readString(expected(scenario)).replaceFirst("XDP_PASS", "XDP_DROP");
        Path other = Files.writeString(folder.resolve("other.json"), changed);
        Xdpscope.Result result = Xdpscope.run("run", scenario.toString(), "--expect", other.toString());
        assertEquals(1, result.code());
        assertTrue(result.out().contains("/packets/0/verdict"), result.out());
    }

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.walk(Xdpscope.SAMPLES, 2)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(".json") && !f.toString().endsWith(EXPECTED))
                    .sorted().toList();
            assertTrue(found.size() >= 6, found::toString);
            return found.stream();
        }
    }

    private static Path expected(Path scenario) {
        return scenario.resolveSibling(scenario.getFileName().toString().replace(".json", EXPECTED));
    }
}
