package dev.xdpscope.engine.object.elf;

import dev.xdpscope.engine.problem.Place;
import java.util.Arrays;

/**
 * A window of a file's bytes, read little-endian and bounds-checked. Offsets are in bytes from the window's start;
 * reading outside gives an {@link ElfException} that names the place.
 */
public final class Slice {
    private static final String REMEDY = "The file is damaged or cut short: compile or copy it again.";

    private final byte[] bytes;
    private final int start;
    private final int length;
    private final Place place;
    private final long placeOffset;

    private Slice(byte[] bytes, int start, int length, Place place, long placeOffset) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        this.place = place;
        this.placeOffset = placeOffset;
    }

    /** All of {@code bytes}, which must not be changed afterwards. */
    public static Slice of(byte[] bytes, Place place) {
        return new Slice(bytes, 0, bytes.length, place, 0);
    }

    /** The same bytes, called something else: offsets in problems count from this window's start. */
    public Slice named(Place name) {
        return new Slice(bytes, start, length, name, 0);
    }

    /** {@code size} bytes from {@code offset}. */
    public Slice slice(long offset, long size) {
        require(offset, size);
        return new Slice(bytes, start + (int) offset, (int) size, place, placeOffset + offset);
    }

    /** Bytes in it. */
    public int length() {
        return length;
    }

    /** Where byte {@code offset} of this window is. */
    public Place place(long offset) {
        return place.offset(placeOffset + offset);
    }

    /** A problem at byte {@code offset} of this window. */
    public ElfException problem(long offset, String what) {
        return new ElfException(place(offset), what, REMEDY);
    }

    /** Throws unless {@code size} bytes from {@code offset} are inside; both are taken as unsigned. */
    public void require(long offset, long size) {
        if (offset < 0 || size < 0 || offset > length || size > length - offset) {
            throw problem(0, Long.toUnsignedString(size) + " bytes are needed at byte " + Long.toUnsignedString(offset)
                    + " from here, but only " + length + " bytes are there");
        }
    }

    /** The unsigned byte at {@code offset}. */
    public int u8(long offset) {
        require(offset, 1);
        return bytes[start + (int) offset] & 0xff;
    }

    /** The unsigned 16-bit number at {@code offset}, little-endian like all here. */
    public int u16(long offset) {
        require(offset, 2);
        return u8(offset) | u8(offset + 1) << 8;
    }

    /** The signed 32-bit number at {@code offset}. */
    public int s32(long offset) {
        require(offset, 4);
        return u16(offset) | u16(offset + 2) << 16;
    }

    /** The unsigned 32-bit number at {@code offset}. */
    public long u32(long offset) {
        return s32(offset) & 0xffff_ffffL;
    }

    /** The 64-bit number at {@code offset}. */
    public long s64(long offset) {
        require(offset, 8);
        return u32(offset) | u32(offset + 4) << 32;
    }

    /** A copy of the bytes. */
    public byte[] copy() {
        return Arrays.copyOfRange(bytes, start, start + length);
    }
}
