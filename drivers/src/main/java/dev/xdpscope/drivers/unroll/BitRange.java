package dev.xdpscope.drivers.unroll;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A field as code reads it: a range of bits of an integer in memory.
 *
 * @param name for messages
 * @param offset of the integer's first byte from the start of the structure
 * @param from what the pointer to the structure points to: an offset in it, nearly always 0
 * @param size of the integer in bytes; 1, 2, 4 or 8 if it is one
 * @param lowBit number of the lowest bit in the integer, 0 the least significant after conversion to host byte order
 * @param bits width
 * @param order of the integer's bytes in memory
 * @param pointsTo the id of the type that a pointer points to; empty if the field is no pointer
 */
record BitRange(String name, int offset, int from, int size, int lowBit, int bits, ByteOrder order,
        OptionalInt pointsTo) {
    /** Whether it is part of an integer that one instruction loads. */
    boolean loadable() {
        return size == 1 || size == 2 || size == 4 || size == 8;
    }

    /** Whether it is the whole of its bytes. */
    boolean whole() {
        return bits == 8 * size;
    }

    /** Where it is, seen from the pointer. */
    int displacement() {
        return offset - from;
    }

    /** The bits it has in its integer. */
    long mask() {
        return ones(bits) << lowBit;
    }

    /** A number with this many bits, all set. */
    static long ones(int bits) {
        return bits >= 64 ? -1 : (1L << bits) - 1;
    }

    /** Some of its bits, counted from its own lowest. */
    BitRange part(int low, int width) {
        return new BitRange(name, offset, from, size, lowBit + low, width, order, OptionalInt.empty());
    }

    /** The same, seen through a pointer to what is at {@code offset} of the structure. */
    BitRange seenFrom(int there) {
        return new BitRange(name, offset, there, size, lowBit, bits, order, pointsTo);
    }

    /** The same bits as a range of every integer that can be loaded for them: the declared one, then narrower, aligned ones. */
    List<BitRange> windows() {
        List<BitRange> windows = new ArrayList<>(List.of(this));
        for (int bytes = size / 2; bytes >= 1; bytes /= 2) {
            BitRange w = window(bytes);
            boolean inside = w.offset >= offset && w.offset + bytes <= offset + size && w.lowBit >= 0;
            if (inside && w.lowBit + bits <= 8 * bytes) {
                windows.add(w);
            }
        }
        return windows;
    }

    /** As a range of the aligned integer of so many bytes that has its first byte; it may not fit. */
    private BitRange window(int bytes) {
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        int lowest = lowBit / 8;
        int highest = (lowBit + bits - 1) / 8;
        int first = offset + (little ? lowest : size - 1 - highest);
        int last = offset + (little ? highest : size - 1 - lowest);
        int start = first / bytes * bytes;
        int below = little ? first - start : start + bytes - 1 - last;
        return new BitRange(name, start, from, bytes, 8 * below + lowBit % 8, bits, order, pointsTo);
    }
}
