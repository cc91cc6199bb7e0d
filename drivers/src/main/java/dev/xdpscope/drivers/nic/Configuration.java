package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What of a NIC can be chosen.
 *
 * @param revisions the first is what one gets without choosing, unless {@code usual} is another
 * @param firmware labels; none where the NIC does not tell firmware apart
 */
record Configuration(List<Revision> revisions, Revision usual, List<String> firmware, List<Switch> switches) {
    static final String REVISION = "revision";
    static final String FIRMWARE = "firmware";

    Configuration {
        revisions = List.copyOf(revisions);
        firmware = List.copyOf(firmware);
        switches = List.copyOf(switches);
    }

    /** All that conditions may look at, with the values it can have. */
    Map<String, Values> vocabulary() {
        Map<String, Values> all = new LinkedHashMap<>();
        all.put(REVISION, new Values.OneOf(revisions.stream().map(Revision::name).toList()));
        if (!firmware.isEmpty()) {
            all.put(FIRMWARE, new Values.OneOf(firmware));
        }
        switches.forEach(s -> all.put(s.name(), s.values()));
        return all;
    }

    Revision revision(Place nic, Optional<String> name) {
        if (name.isEmpty()) {
            return usual;
        }
        return revisions.stream().filter(r -> r.name().equals(name.get())).findFirst()
                .orElseThrow(() -> new ProblemException(nic, "there is no revision '" + name.get() + "'",
                        Nearest.remedy(name.get(), revisions.stream().map(Revision::name).toList())));
    }

    /** The effective value of everything, {@code settings} checked. */
    Map<String, String> effective(Place nic, Revision revision, Map<String, String> settings) {
        Map<String, Values> allowed = vocabulary();
        allowed.remove(REVISION);
        for (String name : new TreeSet<>(settings.keySet())) {
            if (!allowed.containsKey(name)) {
                throw new ProblemException(nic, "there is no switch '" + name + "'",
                        Nearest.remedy(name, allowed.keySet()));
            }
            check(nic, revision, name, allowed.get(name), settings.get(name));
        }
        Map<String, String> effective = new LinkedHashMap<>();
        effective.put(REVISION, revision.name());
        if (!firmware.isEmpty()) {
            effective.put(FIRMWARE, settings.getOrDefault(FIRMWARE, firmware.getFirst()));
        }
        switches.forEach(s -> effective.put(s.name(), settings.getOrDefault(s.name(), initial(revision, s))));
        return effective;
    }

    private static void check(Place nic, Revision revision, String name, Values values, String value) {
        if (!values.allow(value)) {
            throw new ProblemException(nic, "the switch " + name + " cannot be '" + value + "'",
                    "It is: " + values + ".");
        }
        List<String> limit = revision.limits().get(name);
        if (limit != null && !limit.contains(value)) {
            throw new ProblemException(nic, "revision " + revision.name() + " does not support " + name + "=" + value,
                    "It supports: " + String.join(", ", limit) + ".");
        }
    }

    /** The switch's own default, or the first value that the revision supports. */
    private static String initial(Revision revision, Switch s) {
        List<String> limit = revision.limits().getOrDefault(s.name(), List.of(s.initial()));
        return limit.contains(s.initial()) ? s.initial() : limit.getFirst();
    }
}
