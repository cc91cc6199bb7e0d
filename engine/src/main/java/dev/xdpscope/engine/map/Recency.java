package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Region;

/** When the slots of a map were last used, counted in uses of the map: 8 bytes for the count, then 8 for each slot. */
record Recency(Region region) {
    private static final int COUNT = 0;

    /** Bytes the region needs. */
    static int size(int slots) {
        return 8 + slots * 8;
    }

    void use(int slot) {
        long now = region.read(COUNT, 8) + 1;
        region.write(COUNT, 8, now);
        region.write(at(slot), 8, now);
    }

    /** The least recently used of {@code slots} slots, all of which have been used. */
    int oldest(int slots) {
        int oldest = 0;
        for (int slot = 1; slot < slots; slot++) {
            if (region.read(at(slot), 8) < region.read(at(oldest), 8)) {
                oldest = slot;
            }
        }
        return oldest;
    }

    private static int at(int slot) {
        return 8 + slot * 8;
    }
}
