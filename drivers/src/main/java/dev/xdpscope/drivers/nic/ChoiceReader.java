package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.FieldSource;
import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.descriptor.When;
import dev.xdpscope.drivers.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what depends on the configuration: conditions, sources of values, and choices between sources. */
final class ChoiceReader {
    /** What the value is for, which decides what it can be. */
    enum Purpose {
        /** A field that hardware writes. */
        DESCRIPTOR,
        /** A field of a driver's structure. */
        STRUCTURE,
        /** A number the simulation itself needs. */
        PARAMETER
    }

    private final Map<String, Values> switches;

    /** @param switches all that conditions may name */
    ChoiceReader(Map<String, Values> switches) {
        this.switches = switches;
    }

    /** The member {@code when} of an object; without one the condition always holds. */
    When when(Json object) {
        return object.find("when").map(this::condition).orElse(When.ALWAYS);
    }

    private When condition(Json json) {
        Map<String, List<String>> allowed = new LinkedHashMap<>();
        json.members().forEach((name, value) -> {
            Values values = values(value, name);
            List<String> words = new ArrayList<>();
            for (Json one : value.oneOrMore()) {
                if (!values.allow(one.text())) {
                    throw one.problem("'" + one.text() + "' is no value of " + name, "It has: " + values + ".");
                }
                words.add(one.text());
            }
            allowed.put(name, words);
        });
        return new When(allowed);
    }

    private Values values(Json at, String name) {
        Values values = switches.get(name);
        if (values == null) {
            throw at.unknown("switch", name, switches.keySet());
        }
        return values;
    }

    /** One source, or an array of alternatives. */
    Choice choice(Json json, Purpose purpose) {
        List<Choice.Alternative> alternatives = new ArrayList<>();
        for (Json one : json.oneOrMore()) {
            FieldSource source = source(one, purpose);
            alternatives.add(new Choice.Alternative(when(one),
                    one.find("given").map(g -> given(g, source, purpose)).orElse(source)));
        }
        return new Choice(alternatives);
    }

    private static FieldSource given(Json json, FieldSource source, Purpose purpose) {
        if (purpose == Purpose.PARAMETER || address(source)) {
            throw json.problem("this holds for all packets", "Remove 'given', or use 'when'.");
        }
        Map<Role, List<String>> names = new EnumMap<>(Role.class);
        json.members().forEach((word, value) -> {
            Role role = Role.of(word).filter(r -> !r.names().isEmpty()).orElseThrow(() -> value.unknown(
                    "role with names", word, Role.words().stream().filter(ChoiceReader::named).toList()));
            names.put(role, value.oneOrMore().stream()
                    .map(n -> n.word("name of " + word, role.names())).toList());
        });
        return new FieldSource.Given(names, source);
    }

    private static boolean named(String word) {
        return !Role.of(word).orElseThrow().names().isEmpty();
    }

    private static boolean address(FieldSource source) {
        return source instanceof FieldSource.ObjectAddress || source instanceof FieldSource.DescriptorAddress
                || source instanceof FieldSource.PrefixAddress;
    }

    private FieldSource source(Json json, Purpose purpose) {
        json.object("when", "given", "constant", "setting", "role", "anyOf", "object", "descriptor", "prefix", "map",
                "add", "shift", "otherwise");
        String kind = json.oneOf("constant", "setting", "role", "anyOf", "object", "descriptor", "prefix");
        Json value = json.get(kind);
        refuse(json, kind, "map", "setting", "role");
        refuse(json, kind, "add", "role");
        refuse(json, kind, "shift", "role");
        refuse(json, kind, "otherwise", "role");
        return switch (kind) {
            case "constant" -> new FieldSource.Constant(value.number());
            case "setting" -> setting(json, value);
            case "anyOf" -> new FieldSource.AnyOf(value.elements().stream()
                    .map(e -> choice(e, purpose == Purpose.STRUCTURE ? Purpose.DESCRIPTOR : purpose)).toList());
            case "role" -> role(json, value, purpose);
            case "object" -> address(value, purpose);
            case "prefix" -> own(value, purpose, new FieldSource.PrefixAddress());
            default -> descriptor(value, purpose);
        };
    }

    private static void refuse(Json json, String kind, String member, String... kinds) {
        if (json.has(member) && !List.of(kinds).contains(kind)) {
            throw json.get(member).problem("a " + kind + " has no " + member, "Remove it.");
        }
    }

    private FieldSource setting(Json json, Json name) {
        Values values = values(name, name.text());
        return switch (values) {
            case Values.Range range when json.has("map") ->
                    throw json.get("map").problem(name.text() + " is a number and needs no map", "Remove the map.");
            case Values.Range range -> new FieldSource.Setting(name.text(), Map.of());
            case Values.OneOf words -> {
                Map<String, Long> map = json.get("map").numbers("value of " + name.text(), Set.copyOf(words.words()));
                for (String word : words.words()) {
                    if (!map.containsKey(word)) {
                        throw json.get("map").problem("the value '" + word + "' of " + name.text() + " is missing",
                                "Give its number.");
                    }
                }
                yield new FieldSource.Setting(name.text(), map);
            }
        };
    }

    private static FieldSource role(Json json, Json word, Purpose purpose) {
        Role role = Role.of(word.text()).orElseThrow(() -> word.unknown("role", word.text(), Role.words()));
        if (purpose == Purpose.PARAMETER || purpose == Purpose.DESCRIPTOR && role.driverOnly()) {
            throw word.problem("the role " + role.word() + " is not known here", purpose == Purpose.PARAMETER
                    ? "Use a constant or a setting." : "Only the driver knows it: use it in the driver's objects.");
        }
        boolean named = !role.names().isEmpty();
        if (named != json.has("map")) {
            throw json.problem(named ? "the role " + role.word() + " has names, which need numbers"
                    : "the role " + role.word() + " is a number and needs no map",
                    named ? "Add a map from: " + String.join(", ", role.names()) + "." : "Remove the map.");
        }
        Map<String, Long> map =
                named ? json.get("map").numbers("name of " + role.word(), Set.copyOf(role.names())) : Map.of();
        if (named && json.has("add")) {
            throw json.get("add").problem("the role " + role.word() + " has names, to which nothing can be added",
                    "Put the sums into the map.");
        }
        long add = json.find("add").map(Json::number).orElse(0L);
        int shift = json.find("shift").map(s -> s.integer(0, 63)).orElse(0);
        return new FieldSource.OfRole(role, map, add, shift, json.find("otherwise").map(Json::number).orElse(0L));
    }

    /** An object's name, a dot and a path if it is not its first byte; whether they exist is checked later. */
    private static FieldSource address(Json value, Purpose purpose) {
        structureOnly(value, purpose);
        return objectAddress(value);
    }

    static FieldSource.ObjectAddress objectAddress(Json value) {
        String[] parts = value.text().split("\\.", 2);
        return new FieldSource.ObjectAddress(parts[0], parts.length == 1 ? Optional.empty() : Optional.of(parts[1]));
    }

    /** The descriptor, or a field of it; whether that exists is checked later. */
    private static FieldSource descriptor(Json value, Purpose purpose) {
        if (value.node().isBoolean()) {
            return own(value, purpose, new FieldSource.DescriptorAddress(Optional.empty()));
        }
        structureOnly(value, purpose);
        return new FieldSource.DescriptorAddress(Optional.of(value.text()));
    }

    /** The address of something that every packet has one of. */
    private static FieldSource own(Json value, Purpose purpose, FieldSource address) {
        structureOnly(value, purpose);
        if (!value.flag()) {
            throw value.problem("false means nothing here", "Write true, or use another source.");
        }
        return address;
    }

    private static void structureOnly(Json value, Purpose purpose) {
        if (purpose != Purpose.STRUCTURE) {
            throw value.problem("only a driver's structures hold addresses", "Use a constant, a setting or a role.");
        }
    }
}
