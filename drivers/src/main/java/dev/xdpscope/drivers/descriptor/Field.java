package dev.xdpscope.drivers.descriptor;

import java.util.Map;

/**
 * One named bit range of a descriptor.
 *
 * @param name for example {@code rss_hash_result}; a dot joins it to the part of a larger field, {@code op_own.owner}
 * @param offset of its first byte from the start of the descriptor
 * @param size of the integer the range is part of: 1, 2, 4 or 8 bytes
 * @param lowBit number of its lowest bit in that integer, 0 the least significant after conversion to host byte order
 * @param bits width
 * @param about what it means; may be empty
 * @param values names of particular values, for display
 * @param writes what the hardware writes here; nothing means zero
 */
public record Field(String name, int offset, int size, int lowBit, int bits, String about, Map<Long, String> values,
        Choice writes) {
    public Field {
        values = Map.copyOf(values);
    }

    /** Whether it is the whole of its bytes. */
    public boolean whole() {
        return bits == 8 * size;
    }

    /** The bits it has in its integer. */
    public long mask() {
        return max() << lowBit;
    }

    /** The largest value it can have. */
    public long max() {
        return bits == 64 ? -1 : (1L << bits) - 1;
    }

    /** A value of it for people: {@code 2 (ipv4)} for a named value, small numbers decimal, others hexadecimal as well. */
    public String text(long value) {
        String number = Long.toUnsignedString(value);
        if (values.containsKey(value)) {
            return number + " (" + values.get(value) + ")";
        }
        return value >= 0 && value < 10 ? number : "0x%x (%s)".formatted(value, number);
    }
}
