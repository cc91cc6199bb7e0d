package dev.xdpscope.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A place where two JSON documents differ.
 *
 * @param pointer JSON pointer (RFC 6901)
 * @param expected what was expected there; {@code nothing} where the member is not expected at all
 * @param actual what is there
 */
record JsonDifference(String pointer, String expected, String actual) {
    private static final String NOTHING = "nothing";
    private static final int LONGEST = 60;

    /** All differences, in the order of the expected document. */
    static List<JsonDifference> between(JsonNode expected, JsonNode actual) {
        List<JsonDifference> found = new ArrayList<>();
        compare("", expected, actual, found);
        return List.copyOf(found);
    }

    static ArrayNode json(List<JsonDifference> differences) {
        ArrayNode node = JsonNodes.array();
        differences.forEach(d -> node.addObject().put("pointer", d.pointer).put("expected", d.expected)
                .put("actual", d.actual));
        return node;
    }

    private static void compare(String at, JsonNode expected, JsonNode actual, List<JsonDifference> found) {
        if (expected.isObject() && actual.isObject()) {
            Set<String> keys = new LinkedHashSet<>(expected.propertyNames());
            keys.addAll(actual.propertyNames());
            keys.forEach(key -> member(at + "/" + key.replace("~", "~0").replace("/", "~1"), expected.path(key),
                    actual.path(key), found));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                member(at + "/" + i, expected.path(i), actual.path(i), found);
            }
        } else if (!same(expected, actual)) {
            found.add(new JsonDifference(at, text(expected), text(actual)));
        }
    }

    private static void member(String at, JsonNode expected, JsonNode actual, List<JsonDifference> found) {
        if (expected.isMissingNode() || actual.isMissingNode()) {
            found.add(new JsonDifference(at, text(expected), text(actual)));
        } else {
            compare(at, expected, actual, found);
        }
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
    }

    private static String text(JsonNode node) {
        String whole = node.isMissingNode() ? NOTHING : JsonText.line(node);
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST - 1) + "…";
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "the whole" : pointer) + ": expected " + expected + ", found " + actual;
    }
}
