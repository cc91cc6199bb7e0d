package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Printing and comparing JSON. */
final class JsonNodesTest {
    private static JsonNode random(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> JsonNodes.MAPPER.getNodeFactory().numberNode(JsonNodes.unsigned(random.nextLong()));
            case 1 -> JsonNodes.MAPPER.getNodeFactory().stringNode("a\"\n/~ü" + random.nextInt(9));
            case 2 -> JsonNodes.nothing();
            case 3 -> JsonNodes.MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
            case 4 -> {
                ArrayNode array = JsonNodes.array();
                random.ints(random.nextInt(6)).forEach(i -> array.add(random(random, depth - 1)));
                yield array;
            }
            default -> {
                ObjectNode object = JsonNodes.object();
                random.ints(random.nextInt(6), 0, 20).forEach(i -> object.set("k/~\"" + i, random(random, depth - 1)));
                yield object;
            }
        };
    }

    @Test
    void whatIsPrintedIsReadBack() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            JsonNode node = random(random, 5);
            assertEquals(List.of(), JsonDifference.between(node, JsonNodes.MAPPER.readTree(JsonText.of(node))));
            assertEquals(List.of(), JsonDifference.between(node, JsonNodes.MAPPER.readTree(JsonText.line(node))));
            assertFalse(JsonText.line(node).contains("\n"));
        }
    }

    @Test
    void differencesAreFoundWhereThePointerSays() {
        Random random = new Random(2);
        int found = 0;
        for (int i = 0; i < 500; i++) {
            JsonNode a = random(random, 4);
            JsonNode b = random(random, 4);
            List<JsonDifference> differences = JsonDifference.between(a, b);
            assertEquals(a.toString().equals(b.toString()), differences.isEmpty(), a + " " + b);
            for (JsonDifference d : differences) {
                assertFalse(a.at(d.pointer()).equals(b.at(d.pointer())), d.toString());
                found++;
            }
        }
        assertTrue(found > 500);
    }
}
