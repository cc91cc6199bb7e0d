package dev.xdpscope.engine.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One piece of memory with a meaning: a stack frame, a packet buffer, a map's values, a descriptor ring, a kernel
 * structure. Its bytes change; everything else about it is fixed, except the packet bounds that a program may move.
 *
 * <p>Multi-byte accesses are little endian, as on the machines that run these programs.
 */
public final class Region {
    /** Pages, the grain of snapshots, have 2^8 bytes where a run writes a little here and there, in large regions 2^12. */
    private static final int SMALL_PAGE = 8;

    private static final int LARGE_PAGE = 12;
    private static final int SMALL_REGION = 1 << 16;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What a region is, for bounds rules, views and fault messages. */
    public enum Kind {
        STACK("stack"),
        PACKET("packet buffer"),
        CONTEXT("context"),
        KERNEL("kernel structure"),
        DEVICE("device memory"),
        /** Registers of a device: reading one can change the device, so that ordinary loads have no access. */
        REGISTERS("device registers"),
        MAP_VALUE("map value"),
        /** Keys of elements that a program visits. */
        MAP_KEY("map key"),
        MAP("map"),
        /** Bookkeeping of the simulation itself, such as a hash map's index: no program has access. */
        HOST("host memory");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * How a region is declared.
     *
     * @param name for people, for example {@code cqe ring}
     * @param size bytes
     * @param programMayWrite whether the user's program may store here; kernel code always may
     * @param type name of the BTF type its bytes have, or empty
     * @param stride distance in bytes between elements, 0 for one element that fills the region; an access must not cross
     *     from one element into the next
     * @param element bytes of each element that may be accessed; the rest of the stride is padding
     */
    public record Spec(Kind kind, String name, int size, boolean programMayWrite, String type, int stride,
            int element) {
        /** A region of {@code size} bytes that the program may only read; {@code type} is the name of its structure or empty. */
        public static Spec of(Kind kind, String name, int size, String type) {
            return new Spec(kind, name, size, false, type, 0, size);
        }

        /** The same, and the program may write it. */
        public Spec writable() {
            return new Spec(kind, name, size, true, type, stride, element);
        }

        /** The same as an array: an element of {@code newElement} bytes every {@code newStride} bytes. */
        public Spec elements(int newStride, int newElement) {
            return new Spec(kind, name, size, programMayWrite, type, newStride, newElement);
        }
    }

    private final int id;
    private final Spec spec;
    private final byte[] bytes;
    private final int pageShift;
    private final long[] dirtyPages;
    /** First and one past the last byte the user's program may access. */
    private int low;

    private int high;

    private AccessLog log;
    /** Whose writing {@code watcher} is told of: bit n stands for the 8 bytes at 8 n. */
    private long watched;

    private Runnable watcher = () -> {};

    Region(int id, Spec spec) {
        this.id = id;
        this.spec = spec;
        this.bytes = new byte[spec.size];
        this.pageShift = spec.size <= SMALL_REGION ? SMALL_PAGE : LARGE_PAGE;
        this.dirtyPages = new long[(pages() + 63) / 64];
        this.high = spec.size;
        touched(0, spec.size);
    }

    public int id() {
        return id;
    }

    public Spec spec() {
        return spec;
    }

    public int size() {
        return bytes.length;
    }

    /** Lowest offset the user's program may access. */
    public int low() {
        return low;
    }

    /** One past the highest offset the user's program may access. */
    public int high() {
        return high;
    }

    /** Sets the part the user's program may access, for example {@code data_meta} to {@code data_end} of a packet. */
    public void bound(int newLow, int newHigh) {
        if (newLow < 0 || newLow > newHigh || newHigh > bytes.length) {
            throw new IllegalArgumentException(newLow + " to " + newHigh + " of " + bytes.length + " bytes");
        }
        low = newLow;
        high = newHigh;
    }

    /** The address of byte {@code offset}. */
    public long address(int offset) {
        return Memory.address(id, offset);
    }

    /** Reads {@code size} (1, 2, 4 or 8) bytes, zero-extended. The caller has checked the bounds. */
    public long read(int offset, int size) {
        if (log != null) {
            log.read(address(offset), size);
        }
        return switch (size) {
            case 1 -> bytes[offset] & 0xffL;
            case 2 -> (short) SHORT.get(bytes, offset) & 0xffffL;
            case 4 -> (int) INT.get(bytes, offset) & 0xffff_ffffL;
            default -> (long) LONG.get(bytes, offset);
        };
    }

    /** Writes the low {@code size} (1, 2, 4 or 8) bytes of {@code value}. The caller has checked the bounds. */
    public void write(int offset, int size, long value) {
        if (log != null) {
            log.write(address(offset), size);
        }
        switch (size) {
            case 1 -> bytes[offset] = (byte) value;
            case 2 -> SHORT.set(bytes, offset, (short) value);
            case 4 -> INT.set(bytes, offset, (int) value);
            default -> LONG.set(bytes, offset, value);
        }
        dirty(offset >>> pageShift);
        dirty(offset + size - 1 >>> pageShift);
        if (watched != 0 && offset >>> 3 < Long.SIZE && (watched >>> (offset >>> 3) & 1) != 0) {
            watcher.run();
        }
    }

    /**
     * Runs {@code action} whenever a number is stored in the 8 bytes around one of {@code offsets}, each below 512: for what
     * follows from values in this region.
     */
    public void watch(Runnable action, int... offsets) {
        watched = 0;
        for (int offset : offsets) {
            watched |= 1L << (offset >>> 3);
        }
        watcher = action;
    }

    private void dirty(int page) {
        dirtyPages[page >>> 6] |= 1L << page;
    }

    private boolean isDirty(int page) {
        return (dirtyPages[page >>> 6] >>> page & 1) != 0;
    }

    /** Copies bytes out. */
    public byte[] bytes(int offset, int length) {
        if (log != null) {
            log.read(address(offset), length);
        }
        byte[] out = new byte[length];
        System.arraycopy(bytes, offset, out, 0, length);
        return out;
    }

    /** Copies bytes in. */
    public void put(int offset, byte[] from) {
        aboutToWrite(offset, from.length);
        System.arraycopy(from, 0, bytes, offset, from.length);
        touched(offset, from.length);
    }

    /** Sets bytes to zero. */
    public void clear(int offset, int length) {
        aboutToWrite(offset, length);
        java.util.Arrays.fill(bytes, offset, offset + length, (byte) 0);
        touched(offset, length);
    }

    /** Moves bytes within the region; the ranges may overlap. */
    public void move(int from, int to, int length) {
        if (log != null) {
            log.read(address(from), length);
        }
        aboutToWrite(to, length);
        System.arraycopy(bytes, from, bytes, to, length);
        touched(to, length);
    }

    void log(AccessLog newLog) {
        log = newLog;
    }

    private void aboutToWrite(int offset, int length) {
        if (log != null) {
            log.write(address(offset), length);
        }
    }

    private void touched(int offset, int length) {
        for (int page = offset >>> pageShift; length > 0 && page <= offset + length - 1 >>> pageShift; page++) {
            dirty(page);
        }
    }

    private int pages() {
        return bytes.length + (1 << pageShift) - 1 >>> pageShift;
    }

    /** A copy of the present state that shares the pages unchanged since {@code earlier} was taken or restored. */
    RegionSnapshot snapshot(RegionSnapshot earlier) {
        if (earlier != null && clean() && earlier.low() == low && earlier.high() == high) {
            return earlier;
        }
        byte[][] pages = new byte[pages()][];
        boolean same = earlier != null && earlier.low() == low && earlier.high() == high;
        for (int page = 0; page < pages.length; page++) {
            pages[page] = page(page, earlier);
            same = same && pages[page] == earlier.pages()[page];
        }
        java.util.Arrays.fill(dirtyPages, 0);
        return same ? earlier : new RegionSnapshot(pages, pageShift, low, high);
    }

    /** A page as it is; that of {@code earlier} where it holds the same, as most of what is written per packet does. */
    private byte[] page(int page, RegionSnapshot earlier) {
        int from = page << pageShift;
        int to = Math.min(bytes.length, page + 1 << pageShift);
        if (earlier != null) {
            byte[] before = earlier.pages()[page];
            if (!isDirty(page) || java.util.Arrays.equals(bytes, from, to, before, 0, before.length)) {
                return before;
            }
        }
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    /** Goes back to {@code wanted}; {@code present} is the snapshot last taken or restored, or null. */
    void restore(RegionSnapshot wanted, RegionSnapshot present) {
        low = wanted.low();
        high = wanted.high();
        if (wanted == present && clean()) {
            return;
        }
        for (int page = 0; page < wanted.pages().length; page++) {
            byte[] from = wanted.pages()[page];
            if (isDirty(page) || present == null || present.pages()[page] != from) {
                System.arraycopy(from, 0, bytes, page << pageShift, from.length);
            }
        }
        java.util.Arrays.fill(dirtyPages, 0);
    }

    private boolean clean() {
        for (long word : dirtyPages) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return spec.kind + " " + spec.name;
    }
}
