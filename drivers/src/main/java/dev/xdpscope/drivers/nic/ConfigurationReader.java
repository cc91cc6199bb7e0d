package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads revisions, firmware and switches. */
final class ConfigurationReader {
    /** Switches that every NIC has, because the simulation itself looks at them; a NIC may declare them for itself. */
    private static final List<Switch> STANDARD = List.of(
            new Switch("ring", new Values.Range(8, 8192, true), "64", "Descriptors in the receive ring.",
                    "ethtool -G DEV rx N"),
            new Switch("queue", new Values.Range(0, 1023, false), "0", "Number of the receive queue.", ""),
            new Switch("ifindex", new Values.Range(1, Integer.MAX_VALUE, false), "2", "Number of the interface.", ""));

    private ConfigurationReader() {}

    static Configuration read(Json nic) {
        List<Switch> switches = switches(nic);
        Map<String, Values> values = new LinkedHashMap<>();
        switches.forEach(s -> values.put(s.name(), s.values()));
        List<Revision> revisions = new ArrayList<>();
        List<Revision> usual = new ArrayList<>();
        for (Json r : nic.get("revisions").elements()) {
            Revision revision = revision(r, values);
            if (revisions.stream().anyMatch(other -> other.name().equals(revision.name()))) {
                throw r.get("name").problem("there is another revision " + revision.name(), "Give each its own name.");
            }
            revisions.add(revision);
            if (r.find("default").map(Json::flag).orElse(false)) {
                usual.add(revision);
            }
        }
        if (revisions.isEmpty() || usual.size() > 1) {
            throw nic.get("revisions").problem(
                    revisions.isEmpty() ? "there is no revision" : "two revisions are the default",
                    "Declare at least one, and at most one as default.");
        }
        List<String> firmware =
                nic.find("firmware").map(f -> f.elements().stream().map(Json::label).toList()).orElse(List.of());
        return new Configuration(revisions, usual.isEmpty() ? revisions.getFirst() : usual.getFirst(), firmware,
                switches);
    }

    private static Revision revision(Json json, Map<String, Values> switches) {
        json.object("name", "title", "about", "default", "limits");
        Map<String, List<String>> limits = new LinkedHashMap<>();
        json.find("limits").map(Json::members).orElse(Map.of()).forEach((name, values) -> {
            if (!switches.containsKey(name)) {
                throw values.unknown("switch", name, switches.keySet());
            }
            List<String> words = new ArrayList<>();
            for (Json value : values.elements()) {
                if (!switches.get(name).allow(value.text())) {
                    throw value.problem("the switch " + name + " is never '" + value.text() + "'",
                            "It is: " + switches.get(name) + ".");
                }
                words.add(value.text());
            }
            if (words.isEmpty()) {
                throw values.problem("a revision must support some value of " + name, "Name at least one.");
            }
            limits.put(name, List.copyOf(words));
        });
        return new Revision(json.get("name").name(), json.get("title").text(), json.text("about", ""), limits);
    }

    private static List<Switch> switches(Json nic) {
        List<Switch> switches = new ArrayList<>();
        for (Json s : nic.get("configuration").elements()) {
            Switch one = one(s);
            boolean again = switches.stream().anyMatch(other -> other.name().equals(one.name()));
            if (again || List.of(Configuration.REVISION, Configuration.FIRMWARE).contains(one.name())) {
                throw s.get("name").problem(again ? "there is another switch " + one.name()
                        : one.name() + " is declared elsewhere in this file", "Give the switch another name.");
            }
            switches.add(one);
        }
        STANDARD.stream().filter(s -> switches.stream().noneMatch(mine -> mine.name().equals(s.name())))
                .toList().forEach(switches::add);
        return switches;
    }

    private static Switch one(Json json) {
        json.object("name", "values", "range", "default", "about", "setBy");
        String name = json.get("name").name();
        Values values =
                json.oneOf("values", "range").equals("values") ? words(json.get("values")) : range(json.get("range"));
        STANDARD.stream().filter(s -> s.name().equals(name)).forEach(s -> refuseWider(json, s, values));
        String initial = json.get("default").text();
        if (!values.allow(initial)) {
            throw json.get("default").problem("'" + initial + "' is no value of " + name, "It is: " + values + ".");
        }
        return new Switch(name, values, initial, json.get("about").text(), json.text("setBy", ""));
    }

    /** A NIC may narrow a standard switch, not widen it. */
    private static void refuseWider(Json json, Switch standard, Values values) {
        boolean within = values instanceof Values.Range mine && standard.values() instanceof Values.Range whole
                && mine.least() >= whole.least() && mine.most() <= whole.most()
                && (mine.powerOfTwo() || !whole.powerOfTwo());
        if (!within) {
            throw json.problem("the switch " + standard.name() + " of every NIC is " + standard.values(),
                    "Give it a range within that.");
        }
    }

    private static Values words(Json json) {
        List<String> words = json.elements().stream().map(Json::label).distinct().toList();
        if (words.isEmpty()) {
            throw json.problem("a switch without values cannot be set", "Name its values.");
        }
        return new Values.OneOf(words);
    }

    private static Values range(Json json) {
        json.object("least", "most", "powerOfTwo");
        return new Values.Range(json.get("least").number(), json.get("most").number(),
                json.find("powerOfTwo").map(Json::flag).orElse(false));
    }
}
