package dev.xdpscope.engine.origin;

import java.util.List;
import java.util.TreeSet;

/** Addresses of the bytes that a walk follows. */
final class ByteSet {
    private final TreeSet<Long> addresses = new TreeSet<>();

    void add(Location.Bytes range) {
        for (int i = 0; i < range.length(); i++) {
            addresses.add(range.address() + i);
        }
    }

    void add(long address) {
        addresses.add(address);
    }

    boolean isEmpty() {
        return addresses.isEmpty();
    }

    boolean containsAny(Location.Bytes range) {
        return !addresses.subSet(range.address(), range.address() + range.length()).isEmpty();
    }

    /** Removes those of {@code range} that are there, and gives them, lowest first. */
    List<Long> remove(Location.Bytes range) {
        List<Long> there = among(range);
        there.forEach(addresses::remove);
        return there;
    }

    /** Those of {@code range} that are there, lowest first. */
    List<Long> among(Location.Bytes range) {
        return List.copyOf(addresses.subSet(range.address(), range.address() + range.length()));
    }

    /** All, lowest first. */
    List<Long> all() {
        return List.copyOf(addresses);
    }
}
