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

    /**
     * Copies bytes out of a region.
     *
     * @param region the region's id
     * @throws IndexOutOfBoundsException if the region is shorter
     */
    public byte[] read(int region, int offset, int length) {
        byte[] out = new byte[length];
        RegionSnapshot from = regions.get(region - 1);
        for (int done = 0; done < length;) {
            int at = offset + done;
            byte[] page = from.pages()[at >>> from.pageShift()];
            int inPage = at & (1 << from.pageShift()) - 1;
            int n = Math.min(length - done, page.length - inPage);
            System.arraycopy(page, inPage, out, done, n);
            done += n;
        }
        return out;
    }

    /** First byte of a region that the program could access. */
    public int low(int region) {
        return regions.get(region - 1).low();
    }

    /** One past the last byte of a region that the program could access. */
    public int high(int region) {
        return regions.get(region - 1).high();
    }
}
