package dev.xdpscope.drivers.json;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A value in a JSON file together with its place, so that whatever is wrong with it can be said precisely. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final long LARGEST = 16L << 20;

    private final JsonNode node;
    private final Place file;
    private final String pointer;

    private Json(JsonNode node, Place file, String pointer) {
        this.node = node;
        this.file = file;
        this.pointer = pointer;
    }

    /**
     * Reads a whole file.
     *
     * @throws ProblemException if it cannot be read or is not JSON
     */
    public static Json read(Path file) {
        return parse(bytes(file), file);
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new ProblemException(Place.of(file), "this is a directory", "Name a JSON file.");
            }
            if (Files.size(file) > LARGEST) {
                throw new ProblemException(Place.of(file), "the file is larger than " + LARGEST + " bytes",
                        "Is it really JSON?");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ProblemException(Place.of(file),
                    Files.exists(file) ? "the file cannot be read" : "there is no such file",
                    "Check the name and the permissions.");
        }
    }

    /** Parses a whole file that has been read. */
    public static Json parse(byte[] bytes, Path name) {
        Place file = Place.of(name);
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw new ProblemException(file, "the file is empty", "Put a JSON object into it.");
            }
            return new Json(node, file, "");
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw new ProblemException(offset < 0 ? file : file.offset(offset),
                    "this is not JSON: " + e.getOriginalMessage(),
                    "Correct the file.");
        }
    }

    /** The value without its place. */
    public JsonNode node() {
        return node;
    }

    /** Where this value is. */
    public Place place() {
        return file.pointer(pointer);
    }

    /** A problem with this value, at its place. */
    public ProblemException problem(String what, String remedy) {
        return new ProblemException(place(), what, remedy);
    }

    /** The problem that a word is none of the known ones. */
    public ProblemException unknown(String kind, String word, Iterable<String> known) {
        List<String> words = new ArrayList<>();
        known.forEach(words::add);
        return problem("there is no " + kind + " " + quoted(word), Nearest.remedy(word, words));
    }

    /** Requires an object with no other members than {@code known}. */
    public Json object(String... known) {
        requireObject();
        node.propertyNames().forEach(name -> {
            if (!List.of(known).contains(name)) {
                throw child(name).unknown("member", name, List.of(known));
            }
        });
        return this;
    }

    public boolean isObject() {
        return node.isObject();
    }

    public boolean has(String name) {
        return node.has(name);
    }

    /** Which one of {@code names} the object has; a problem unless it is exactly one. */
    public String oneOf(String... names) {
        List<String> present = List.of(names).stream().filter(node::has).toList();
        if (present.size() != 1) {
            throw problem(
                    present.isEmpty() ? "something is missing"
                            : "these exclude each other: " + String.join(", ", present),
                    "Give exactly one of: " + String.join(", ", names) + ".");
        }
        return present.getFirst();
    }

    /** A member that must be there. */
    public Json get(String name) {
        return find(name).orElseThrow(() -> problem("the member " + quoted(name) + " is missing", "Add it."));
    }

    /** The member of that name; empty if there is none. */
    public Optional<Json> find(String name) {
        return node.has(name) ? Optional.of(child(name)) : Optional.empty();
    }

    /** The members of an object, in order. */
    public Map<String, Json> members() {
        requireObject();
        Map<String, Json> members = new LinkedHashMap<>();
        node.propertyNames().forEach(name -> members.put(name, child(name)));
        return members;
    }

    /** The elements of an array. */
    public List<Json> elements() {
        if (!node.isArray()) {
            throw problem("an array was expected, not " + kind(), "Put it in brackets.");
        }
        List<Json> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Json(node.get(i), file, pointer + "/" + i));
        }
        return elements;
    }

    /** The elements of an array, or a single value as the only one. */
    public List<Json> oneOrMore() {
        return node.isArray() ? elements() : List.of(this);
    }

    public String text() {
        if (!node.isString()) {
            throw problem("text was expected, not " + kind(), "Put it in quotation marks.");
        }
        return node.stringValue();
    }

    /** Text of a member, or {@code otherwise} where there is none. */
    public String text(String name, String otherwise) {
        return find(name).map(Json::text).orElse(otherwise);
    }

    /** One of {@code known}. */
    public String word(String kind, Iterable<String> known) {
        String word = text();
        for (String k : known) {
            if (k.equals(word)) {
                return word;
            }
        }
        throw unknown(kind, word, known);
    }

    /** The name of something that command lines name. */
    public String name() {
        return matching("[A-Za-z_][A-Za-z0-9_.-]{0,63}", "letters, digits, '_', '.' and '-', a letter or '_' first");
    }

    /** A value of a switch: as a name, but it may begin with a digit. */
    public String label() {
        return matching("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}", "letters, digits, '_', '.' and '-'");
    }

    /** The name of something that templates name: parts separated by dots. */
    public String path() {
        return matching("[A-Za-z_][A-Za-z0-9_.]{0,63}", "letters, digits, '_' and '.', a letter or '_' first");
    }

    /** The first part of such a name. */
    public String identifier() {
        return matching("[A-Za-z_][A-Za-z0-9_]{0,63}", "letters, digits and '_', no digit first");
    }

    private String matching(String pattern, String allowed) {
        String text = text();
        if (!text.matches(pattern)) {
            throw problem(quoted(text) + " cannot stand here", "Use " + allowed + "; 64 at most.");
        }
        return text;
    }

    public boolean flag() {
        if (!node.isBoolean()) {
            throw problem("true or false was expected, not " + kind(), "Write true or false.");
        }
        return node.booleanValue();
    }

    /** Any 64-bit number: a JSON integer, or text such as {@code "0x8100"}. */
    public long number() {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isString() && node.stringValue().matches("0x[0-9A-Fa-f]{1,16}")) {
            return Long.parseUnsignedLong(node.stringValue().substring(2), 16);
        }
        throw problem("a whole number was expected, not " + kind(), "Write it as 33024 or as \"0x8100\".");
    }

    /** A number from {@code least} to {@code most}. */
    public int integer(int least, int most) {
        long number = number();
        if (number < least || number > most) {
            throw problem("the number " + number + " is out of range",
                    "It must be from " + least + " to " + most + ".");
        }
        return (int) number;
    }

    /** Numbers by name; the names must be {@code known}. */
    public Map<String, Long> numbers(String kind, Set<String> known) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        members().forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.unknown(kind, name, known);
            }
            numbers.put(name, value.number());
        });
        return numbers;
    }

    private Json child(String name) {
        return new Json(node.get(name), file, pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    private void requireObject() {
        if (!node.isObject()) {
            throw problem("an object was expected, not " + kind(), "Put its members in braces.");
        }
    }

    private String kind() {
        if (node.isArray() || node.isObject()) {
            return node.isArray() ? "an array" : "an object";
        }
        String text = node.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static String quoted(String word) {
        return "'" + (word.length() > 64 ? word.substring(0, 64) + "…" : word) + "'";
    }
}
