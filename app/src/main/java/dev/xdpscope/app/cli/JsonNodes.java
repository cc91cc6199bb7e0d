package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.nic.ConfiguredNic;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of JSON that several commands write. Keys stay in the order in which they are put. */
final class JsonNodes {
    static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonNodes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static JsonNode nothing() {
        return JsonNodeFactory.instance.nullNode();
    }

    /** A 64-bit unsigned number. */
    static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    /** Two digits per byte, nothing between. */
    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** A 64-bit number as register views show it. */
    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** The effective values of a NIC's switches, by name. */
    static ObjectNode configuration(ConfiguredNic setup) {
        ObjectNode node = object();
        setup.settings().entrySet().stream().filter(e -> !e.getKey().equals("revision"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> node.put(e.getKey(), e.getValue()));
        return node;
    }

    /** Reads a file; what cannot be read is a problem. */
    static JsonNode read(Path file) {
        return dev.xdpscope.drivers.json.Json.read(file).node();
    }
}
