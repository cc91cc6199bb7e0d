package dev.xdpscope.drivers.nic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the kernel reports of a device to user space, in the netdev netlink family: what the driver implements, not what is
 * switched on.
 *
 * @param revision hardware revision
 * @param changed the one switch that differs from its default; empty where none does
 * @param rxMetadata {@code xdp-rx-metadata-features}
 * @param declared {@code xdp-features} and {@code xsk-features}; empty where the NIC does not declare them
 */
public record ReportedFeatures(String revision, Map<String, String> changed, Set<Feature> rxMetadata,
        Optional<Declared> declared) {

    /** What a NIC declares. */
    public record Declared(Set<XdpFeature> xdp, Set<XskFeature> xsk) {}

    /** Of each revision with all switches at their defaults, and for each switch that makes a difference to it. */
    public static List<ReportedFeatures> of(Nic nic) {
        List<ReportedFeatures> all = new ArrayList<>();
        for (Revision revision : nic.revisions()) {
            ReportedFeatures usual = of(nic, revision, Map.of());
            all.add(usual);
            for (Map.Entry<String, String> one : Alternatives.single(nic, revision)) {
                ReportedFeatures other = of(nic, revision, Map.ofEntries(one));
                if (!other.rxMetadata.equals(usual.rxMetadata) || !other.declared.equals(usual.declared)) {
                    all.add(other);
                }
            }
        }
        return List.copyOf(all);
    }

    private static ReportedFeatures of(Nic nic, Revision revision, Map<String, String> changed) {
        ConfiguredNic setup = nic.configure(Optional.of(revision.name()), changed);
        return new ReportedFeatures(revision.name(), changed, setup.features(), setup.declaredFeatures());
    }

    /** The attribute's number: its bits put together. */
    public static int number(Set<? extends Flag> flags) {
        return flags.stream().mapToInt(Flag::flag).reduce(0, (a, b) -> a | b);
    }
}
