package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.packet.RssType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The authoring guide and the schema name what the reader knows. */
class DocumentationTest {
    private static final Path DOCS = Path.of("../docs");

    @Test
    void theSchemaListsEveryRoleAndHashType() throws IOException {
        JsonNode schema = JsonMapper.shared().readTree(Files.readAllBytes(DOCS.resolve("nic.schema.json")));
        assertEquals(Role.words(), words(schema.at("/$defs/source/properties/role/enum")));
        assertEquals(Arrays.stream(RssType.values()).map(NicReader::word).sorted().toList(),
                words(schema.at("/properties/rss/properties/types/items/properties/type/enum")).stream().sorted()
                        .toList());
    }

    @Test
    void theGuideExplainsEveryRoleAndName() throws IOException {
        String guide = Files.readString(DOCS.resolve("nic-authoring.md"));
        for (Role role : Role.values()) {
            assertTrue(guide.contains("`" + role.word() + "`"), role.word());
            role.names().forEach(name -> assertTrue(guide.contains("`" + name + "`"), name));
        }
    }

    private static List<String> words(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
