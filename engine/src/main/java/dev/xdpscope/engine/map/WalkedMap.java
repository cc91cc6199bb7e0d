package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.Optional;

/**
 * A map whose elements a program can visit one after another. Each element has a place, a number that stays the same as long
 * as the element exists.
 */
public sealed interface WalkedMap extends BpfMap permits ArrayMap, HashTable {
    /** As many as a machine has call frames: each may be visiting elements of the same map. */
    int WALKS = 16;

    /** Where visitors find keys; empty for a map that is of no type that can be visited. */
    Optional<Region> shown();

    /** The first place at or behind {@code from} with an element, or -1. */
    int next(int from);

    /** The key of the element at a place. */
    byte[] key(int place);

    /** Address of the value at a place, as seen by {@code cpu}. */
    long value(int place, int cpu);

    /**
     * Puts the key of the element at {@code place} where the program can read it.
     *
     * @param walk number of the visit, below {@link #WALKS}
     * @return its address
     */
    default long show(int place, int walk) {
        Region keys = shown().orElseThrow();
        int at = walk * keys.spec().stride();
        keys.put(at, key(place));
        return keys.address(at);
    }

    /** Makes the place for keys, if the map can be visited. */
    static Optional<Region> shown(Memory memory, MapSpec spec) {
        if (!MapType.of(spec).orElseThrow().walked()) {
            return Optional.empty();
        }
        int stride = (spec.keySize() + 7) & ~7;
        return Optional.of(memory.add(Region.Spec.of(Region.Kind.MAP_KEY, "key of " + spec.name(), stride * WALKS,
                spec.keyType().orElse("")).elements(stride, spec.keySize())));
    }
}
