package dev.xdpscope.app.cli;

import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Prints JSON so that people can read it and compare it line by line: what fits on a line is on one line. */
final class JsonText {
    private static final int WIDTH = 120;
    /** What holds only plain values is a line of a table rather than a structure. */
    private static final int WIDEST = 400;
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /** {@code node} in lines, without a line break at the end. */
    static String of(JsonNode node) {
        JsonText text = new JsonText();
        text.print(node, "", 0);
        return text.out.toString();
    }

    /** {@code node} on one line. */
    static String line(JsonNode node) {
        StringBuilder line = new StringBuilder();
        flat(node, line, Integer.MAX_VALUE);
        return line.toString();
    }

    /** @param used columns that the key in front takes */
    private void print(JsonNode node, String indent, int used) {
        boolean structure = node.valueStream().anyMatch(JsonNode::isContainer);
        int room = structure ? WIDTH - indent.length() - used : WIDEST;
        StringBuilder line = new StringBuilder();
        if (!node.isContainer() || node.isEmpty() || flat(node, line, room)) {
            out.append(node.isContainer() && !node.isEmpty() ? line : node.toString());
            return;
        }
        String inner = indent + INDENT;
        out.append(node.isArray() ? "[\n" : "{\n");
        Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
        Iterator<JsonNode> elements = node.iterator();
        while (elements.hasNext()) {
            out.append(inner);
            String key = node.isArray() ? "" : quoted(fields.next().getKey()) + ": ";
            out.append(key);
            print(elements.next(), inner, key.length());
            out.append(elements.hasNext() ? ",\n" : "\n");
        }
        out.append(indent).append(node.isArray() ? "]" : "}");
    }

    /** Appends {@code node} to {@code line}; gives up, with false, where it gets longer than {@code room}. */
    private static boolean flat(JsonNode node, StringBuilder line, int room) {
        if (!node.isContainer()) {
            line.append(node);
            return line.length() <= room;
        }
        Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
        String separator = "";
        line.append(node.isArray() ? '[' : '{');
        for (JsonNode element : node) {
            line.append(separator);
            separator = ", ";
            if (!node.isArray()) {
                line.append(quoted(fields.next().getKey())).append(": ");
            }
            if (!flat(element, line, room)) {
                return false;
            }
        }
        line.append(node.isArray() ? ']' : '}');
        return line.length() <= room;
    }

    private static String quoted(String key) {
        return JsonNodes.MAPPER.writeValueAsString(key);
    }
}
