package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.drivers.nic.Alternatives;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Revision;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out which NICs in which revisions and configurations a request means. The first of each NIC is its usual one. */
final class Variants {
    private final ComparisonRequest request;
    private final Set<Variant> found = new LinkedHashSet<>();
    private final Set<String> known = new TreeSet<>();
    private final Set<String> unused = new TreeSet<>();

    private Variants(ComparisonRequest request) {
        this.request = request;
        this.unused.addAll(request.settings().keySet());
    }

    /**
     * In the order of the NICs, no two alike.
     *
     * @throws ProblemException if a NIC cannot be loaded, or a setting fits none
     */
    static List<Variant> of(ComparisonRequest request) {
        Variants variants = new Variants(request);
        new LinkedHashSet<>(request.nics()).forEach(nic -> variants.nic(nic, Nics.load(nic)));
        if (!variants.unused.isEmpty()) {
            String name = variants.unused.iterator().next();
            throw new ProblemException(Place.NOWHERE,
                    "no NIC that is compared has the switch " + name + " with the value "
                            + request.settings().get(name),
                    Nearest.remedy(name, variants.known));
        }
        return List.copyOf(variants.found);
    }

    private void nic(String name, Nic nic) {
        nic.configuration().forEach(s -> known.add(s.name()));
        boolean own = name.equals(request.scenario().nic().name());
        Revision usual =
                nic.configure(own ? request.scenario().nic().revision() : Optional.empty(), Map.of()).revision();
        revision(name, nic, usual, own ? request.scenario().nic().configuration() : Map.of());
        if (request.revisions() == ComparisonRequest.Revisions.ALL) {
            nic.revisions().stream().filter(r -> !r.equals(usual)).forEach(r -> revision(name, nic, r, Map.of()));
        }
    }

    private void revision(String name, Nic nic, Revision revision, Map<String, String> scenario) {
        Map<String, String> set = new LinkedHashMap<>(scenario);
        for (Map.Entry<String, String> wanted : request.settings().entrySet()) {
            if (Alternatives.values(nic, revision, wanted.getKey()).stream()
                    .anyMatch(v -> v.allow(wanted.getValue()))) {
                set.put(wanted.getKey(), wanted.getValue());
                unused.remove(wanted.getKey());
            }
        }
        Map<String, String> defaults = nic.configure(Optional.of(revision.name()), Map.of()).settings();
        add(name, nic, revision, defaults, set);
        if (request.configurations() == ComparisonRequest.Configurations.EACH_SWITCH) {
            for (Map.Entry<String, String> each : Alternatives.single(nic, revision)) {
                Map<String, String> one = new LinkedHashMap<>(set);
                one.put(each.getKey(), each.getValue());
                add(name, nic, revision, defaults, one);
            }
        }
    }

    private void add(String name, Nic nic, Revision revision, Map<String, String> defaults, Map<String, String> set) {
        ConfiguredNic setup = nic.configure(Optional.of(revision.name()), set);
        Map<String, String> changed = new LinkedHashMap<>(setup.settings());
        changed.entrySet().removeIf(e -> e.getValue().equals(defaults.get(e.getKey())));
        found.add(Variant.of(name, revision.name(), changed));
    }
}
