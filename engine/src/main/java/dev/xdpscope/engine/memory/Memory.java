package dev.xdpscope.engine.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The regions of one simulated machine and checked access by address. All regions are added before a recording begins;
 * their number and sizes then stay fixed.
 */
public final class Memory {
    /** Bytes of a page, as on x86-64. */
    public static final int PAGE = 4096;

    private static final long TAG = 0xffffL;
    /** Instead of a region's tag and number: addresses of code, which lies in no region. */
    private static final long CODE = 0xfffe_0000L;
    private static final int MAX_REGIONS = 0x10000;

    private final List<Region> regions = new ArrayList<>();
    private Region[] table = new Region[0];
    private List<RegionSnapshot> present = List.of();

    /**
     * The address of byte {@code offset} in region {@code id}; before the region if negative. Ids begin at 1: small numbers
     * are never addresses.
     */
    static long address(int id, int offset) {
        return (TAG << 48 | (long) id << 32) + offset;
    }

    /** Adds a zeroed region. */
    public Region add(Region.Spec spec) {
        if (regions.size() + 1 >= MAX_REGIONS) {
            throw new IllegalStateException("too many regions");
        }
        Region region = new Region(regions.size() + 1, spec);
        regions.add(region);
        table = new Region[regions.size() + 1];
        for (Region r : regions) {
            table[r.id()] = r;
        }
        return region;
    }

    /** All regions, by id. */
    public List<Region> regions() {
        return List.copyOf(regions);
    }

    /** The region an address points into, just before or just past; empty for a number that is not an address. */
    public Optional<Region> region(long address) {
        int id = regionId(address);
        return id > 0 && id < table.length ? Optional.of(table[id]) : Optional.empty();
    }

    /** The id of the region an address belongs to; 0 for a number that is not an address. */
    public static int regionId(long address) {
        // Half the offset range belongs to addresses just before a region, so that an underflow still names it.
        return address >>> 48 == TAG ? (int) (address + 0x8000_0000L >>> 32) & 0xffff : 0;
    }

    /** The offset part of an address, signed: negative just before a region. */
    public static int offset(long address) {
        return (int) address;
    }

    /** Whether both addresses belong to one region, each as {@link #regionId} has it; two plain numbers do not. */
    public static boolean sameRegion(long a, long b) {
        return regionId(a) != 0 && regionId(a) == regionId(b);
    }

    /** The address of instruction {@code index}: it can be called and never read. */
    public static long codeAddress(int index) {
        return CODE << 32 | Integer.toUnsignedLong(index);
    }

    /** The instruction that an address of code stands for; empty for any other number. */
    public static OptionalInt codeIndex(long address) {
        return address >>> 32 == CODE && offset(address) >= 0 ? OptionalInt.of(offset(address)) : OptionalInt.empty();
    }

    /** Sets who is told of accesses; null for nobody. */
    public void log(AccessLog log) {
        regions.forEach(r -> r.log(log));
    }

    /**
     * Reads {@code size} bytes.
     *
     * @param kernel whether kernel code reads: it may read whole regions, the user's program only within their bounds
     * @throws AccessException if the address is not readable
     */
    public long load(long address, int size, boolean kernel) {
        Region r = check(address, size, false, kernel);
        return r.read((int) address, size);
    }

    /** Writes {@code size} bytes; see {@link #load}. */
    public void store(long address, int size, long value, boolean kernel) {
        Region r = check(address, size, true, kernel);
        r.write((int) address, size, value);
    }

    /** Reads a range on behalf of a helper, such as a map key; nothing is allocated before the range has been checked. */
    public byte[] read(long address, int length, boolean kernel) {
        Region r = check(address, length, false, kernel);
        return r.bytes((int) address, length);
    }

    /** Writes a range on behalf of a helper. */
    public void write(long address, byte[] from, boolean kernel) {
        Region r = check(address, from.length, true, kernel);
        r.put((int) address, from);
    }

    /** Moves a range within a region on behalf of a helper; the ranges may overlap. */
    public void move(long from, long to, int length, boolean kernel) {
        Region source = check(from, length, false, kernel);
        Region target = check(to, length, true, kernel);
        if (source != target) {
            throw new AccessException(to, length, true, "move from " + source + " to " + target, "one region");
        }
        source.move((int) from, (int) to, length);
    }

    /** Sets a range to zero on behalf of a helper. */
    public void clear(long address, int length, boolean kernel) {
        Region r = check(address, length, true, kernel);
        r.clear((int) address, length);
    }

    /**
     * Checks that a range can be accessed, without doing so; see {@link #load}.
     *
     * @throws AccessException if it cannot
     */
    public void permit(long address, int length, boolean write, boolean kernel) {
        check(address, length, write, kernel);
    }

    private Region check(long address, int size, boolean write, boolean kernel) {
        int id = (int) (address >>> 32) & 0xffff;
        if (address >>> 48 == TAG && id > 0 && id < table.length) {
            Region r = table[id];
            int offset = (int) address;
            int low = kernel ? 0 : r.low();
            int high = kernel ? r.size() : r.high();
            if (size >= 0 && offset >= low && offset <= high - size
                    && (r.spec().stride() == 0 || inElement(r, offset, size))
                    && (kernel || !write || r.spec().programMayWrite())
                    && (kernel || r.spec().kind() != Region.Kind.MAP) && r.spec().kind() != Region.Kind.HOST
                    && r.spec().kind() != Region.Kind.REGISTERS) {
                return r;
            }
        }
        throw AccessExplainer.explain(this, address, size, write, kernel);
    }

    private static boolean inElement(Region r, int offset, int size) {
        return offset % r.spec().stride() + size <= r.spec().element();
    }

    /** The state of all regions now. Taking one costs as much as has changed since the last. */
    public MemorySnapshot snapshot() {
        List<RegionSnapshot> taken = new ArrayList<>(regions.size());
        for (int i = 0; i < regions.size(); i++) {
            taken.add(regions.get(i).snapshot(i < present.size() ? present.get(i) : null));
        }
        present = taken;
        return new MemorySnapshot(taken);
    }

    /** Goes back (or forward) to a snapshot of this memory or of one with the same regions. */
    public void restore(MemorySnapshot wanted) {
        List<RegionSnapshot> to = wanted.regions();
        if (to.size() != regions.size()) {
            throw new IllegalArgumentException("snapshot of " + to.size() + " regions, memory of " + regions.size());
        }
        for (int i = 0; i < to.size(); i++) {
            regions.get(i).restore(to.get(i), i < present.size() ? present.get(i) : null);
        }
        present = to;
    }
}
