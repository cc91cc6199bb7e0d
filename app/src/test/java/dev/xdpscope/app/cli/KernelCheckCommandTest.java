package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.cli.Xdpscope.Result;
import dev.xdpscope.engine.kernel.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope kernel check}: asks first, and finds no difference between the samples here and in the kernel. */
class KernelCheckCommandTest {
    private static void permitted() {
        if (Access.open() instanceof Access.Closed(String why)) {
            Assumptions.abort("the running kernel cannot be asked: " + why);
        }
    }

    @Test
    void nothingIsLoadedWithoutAYes() {
        Result result = Xdpscope.run("kernel", "check", Xdpscope.HINTS);
        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertEquals("xdpscope: 1 program would be loaded into the running kernel. Give --kernel if that is meant.\n",
                result.err());
    }

    @Test
    void noSampleDiffers() throws IOException {
        permitted();
        List<String> arguments = new ArrayList<>(List.of("kernel", "check", "--kernel", "--json"));
        try (Stream<Path> files = Files.walk(Xdpscope.SAMPLES)) {
            files.map(Path::toString).filter(f -> f.endsWith(".json") && !f.endsWith(".expected.json")).sorted()
                    .forEach(arguments::add);
        }
        Result result = Xdpscope.run(arguments.toArray(String[]::new));
        assertEquals(0, result.code(), result.out() + result.err());
        JsonNode scenarios = result.json().get("scenarios");
        assertEquals(arguments.size() - 4, scenarios.size());
    }

    @Test
    void show() {
        permitted();
        List<String> arguments = new ArrayList<>(List.of("kernel", "check", "--kernel"));
        try (Stream<Path> files = Files.walk(Xdpscope.SAMPLES)) {
            files.map(Path::toString).filter(f -> f.endsWith(".json") && !f.endsWith(".expected.json")).sorted()
                    .forEach(arguments::add);
        } catch (IOException e) {
            throw new RuntimeException(e);
        }
        Result result = Xdpscope.run(arguments.toArray(String[]::new));
        System.out.println(result.out() + result.err());
        assertTrue(true);
    }
}
