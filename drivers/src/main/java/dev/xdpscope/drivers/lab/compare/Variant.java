package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.scenario.Change;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A NIC as it is compared.
 *
 * @param nic name or folder, as the user gave it
 * @param revision hardware revision
 * @param changed switches that differ from the revision's defaults
 */
public record Variant(String nic, String revision, SortedMap<String, String> changed) {
    static Variant of(String nic, String revision, Map<String, String> changed) {
        return new Variant(nic, revision, Collections.unmodifiableSortedMap(new TreeMap<>(changed)));
    }

    /** What makes a scenario one with this NIC. */
    Change change() {
        return Change.nic(nic).and(Change.revision(revision)).and(Change.configuration(changed));
    }

    /** The switches in words, for example {@code clock=free-running rxhash=off}; empty if all have their defaults. */
    public String switches() {
        return changed.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }

    /** For example {@code mlx5 cx6dx rxhash=off}. */
    @Override
    public String toString() {
        return nic + " " + revision + (changed.isEmpty() ? "" : " " + switches());
    }
}
