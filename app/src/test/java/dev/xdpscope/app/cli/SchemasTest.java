package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.SchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schemas of the folder {@code docs} are schemas, and fit the NICs that there are. */
final class SchemasTest {
    static Stream<Path> schemas() throws IOException {
        return files(Xdpscope.HOME.resolve("docs"), ".schema.json");
    }

    static Stream<Path> nics() throws IOException {
        return files(Xdpscope.HOME.resolve("drivers/src"), "/nic.json");
    }

    private static Stream<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(end)).sorted().toList();
            assertTrue(found.size() >= 5, found::toString);
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everySchemaIsOne(Path file) {
        JsonNode schema = JsonNodes.read(file);
        assertEquals(SchemaCheck.DIALECT.getId(), schema.get("$schema").asString());
        assertEquals(List.of(), SchemaCheck.errors(SchemaCheck.metaSchema(), schema));
        SchemaCheck.schema(schema);
    }

    @ParameterizedTest
    @MethodSource("nics")
    void everyNicIsAsTheSchemaSays(Path file) {
        SchemaCheck.assertValid("nic", file, JsonNodes.read(file));
    }

    @Test
    void whatIsWrongIsToldByItsPointerAndTheFile() {
        AssertionError error = assertThrows(AssertionError.class, () -> SchemaCheck.assertValid("scenario", "x.json",
                JsonNodes.MAPPER.readTree("""
                        { "nic": "mlx5", "object": "a.o", "packets": "a.pcap", "kernel": { "cpus": 0 } }
                        """)));
        assertTrue(error.getMessage().startsWith("x.json is not as scenario.schema.json says"), error.getMessage());
        assertTrue(error.getMessage().contains("/kernel/cpus: "), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ 'requierd': ['a'] }", "{ '$ref': '#/$defs/a' }", "{ 'items': { '$ref': '#/$defs/a' } }"})
    void aSlipInASchemaIsNotPassedOver(String schema) {
        JsonNode read = JsonNodes.MAPPER.readTree(schema.replace('\'', '"'));
        assertThrows(SchemaException.class, () -> SchemaCheck.schema(read));
    }
}
