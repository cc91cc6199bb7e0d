package dev.xdpscope.app.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks a document against the part of JSON Schema 2020-12 that our schemas use; an unknown keyword is an error. */
final class SchemaCheck {
    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final JsonNode root;
    private final List<String> errors = new ArrayList<>();

    private SchemaCheck(JsonNode root) {
        this.root = root;
    }

    /** A schema of the folder {@code docs}; an object in it that has a name twice is an error. */
    static JsonNode schema(String name) throws IOException {
        return STRICT.readTree(Files.readAllBytes(Xdpscope.HOME.resolve("docs").resolve(name)));
    }

    static List<String> errors(JsonNode schema, JsonNode document) {
        SchemaCheck check = new SchemaCheck(schema);
        check.check("", schema, document);
        return check.errors;
    }

    private void check(String at, JsonNode schema, JsonNode node) {
        for (Map.Entry<String, JsonNode> rule : schema.properties()) {
            JsonNode value = rule.getValue();
            switch (rule.getKey()) {
                case "$schema", "title", "description", "$defs", "default" -> {}
                case "$ref" -> {
                    JsonNode target = root.at(value.asString().substring(1));
                    require(at, target.isObject(), "has a schema that is not there: " + value);
                    check(at, target, node);
                }
                case "type" -> require(at, types(value).stream().anyMatch(t -> is(t, node)), "is no " + value);
                case "enum" -> require(at, value.valueStream().anyMatch(node::equals), "is none of " + value);
                case "anyOf" -> require(at, value.valueStream().anyMatch(s -> matches(s, node)), "matches nothing");
                case "required" ->
                        value.forEach(k -> require(at, !node.isObject() || node.has(k.asString()), "lacks " + k));
                case "properties" -> value.properties().stream().filter(p -> node.has(p.getKey()))
                        .forEach(p -> check(at + "/" + p.getKey(), p.getValue(), node.get(p.getKey())));
                case "additionalProperties" -> others(at, schema, value, node);
                case "items" -> elements(at, value, node);
                case "pattern" -> require(at, !node.isString()
                        || Pattern.compile(value.asString()).matcher(node.asString()).find(),
                        "does not match " + value);
                case "minimum" ->
                        require(at, !node.isNumber() || number(node).compareTo(number(value)) >= 0, "is too small");
                case "maximum" ->
                        require(at, !node.isNumber() || number(node).compareTo(number(value)) <= 0, "is too large");
                default -> errors.add("the schema has a keyword " + rule.getKey());
            }
        }
    }

    private boolean matches(JsonNode schema, JsonNode node) {
        SchemaCheck inner = new SchemaCheck(root);
        inner.check("", schema, node);
        return inner.errors.isEmpty();
    }

    private void others(String at, JsonNode schema, JsonNode rule, JsonNode node) {
        node.properties().stream().filter(p -> !schema.path("properties").has(p.getKey())).forEach(p -> {
            if (rule.isBoolean()) {
                require(at, rule.asBoolean(), "has " + p.getKey());
            } else {
                check(at + "/" + p.getKey(), rule, p.getValue());
            }
        });
    }

    private void elements(String at, JsonNode schema, JsonNode node) {
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(at + "/" + i, schema, node.get(i));
        }
    }

    private static List<String> types(JsonNode value) {
        return value.isArray() ? value.valueStream().map(JsonNode::asString).toList() : List.of(value.asString());
    }

    private static boolean is(String type, JsonNode node) {
        return switch (type) {
            case "object" -> node.isObject();
            case "array" -> node.isArray();
            case "string" -> node.isString();
            case "integer" -> node.isIntegralNumber();
            case "boolean" -> node.isBoolean();
            case "null" -> node.isNull();
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }

    private void require(String at, boolean good, String what) {
        if (!good) {
            errors.add(at + " " + what);
        }
    }
}
