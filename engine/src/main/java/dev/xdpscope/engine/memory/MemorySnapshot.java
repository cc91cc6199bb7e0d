package dev.xdpscope.engine.memory;

import java.util.List;

/** All of a memory at one moment; immutable, and cheap where little has changed since the one before. */
public final class MemorySnapshot {
    private final List<RegionSnapshot> regions;

    MemorySnapshot(List<RegionSnapshot> regions) {
        this.regions = List.copyOf(regions);
    }

    List<RegionSnapshot> regions() {
        return regions;
    }
}
