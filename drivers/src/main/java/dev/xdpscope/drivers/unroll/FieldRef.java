package dev.xdpscope.drivers.unroll;

import java.util.List;
import java.util.Optional;

/**
 * A field, and how to get to it from a register.
 *
 * @param base the register that points to the first structure
 * @param steps the pointers to follow, and the field: {@code mlx5e_xdp_buff.rq}, {@code tstamp}, {@code rx_filter}. A step is
 *     {@code LAYOUT.FIELD}, {@code STRUCT.PATH}, a path in the structure that the pointer before it points to,
 *     {@code container_of(STRUCT.MEMBER, PATH)} where it points to a member, or {@code *} where it points to an integer
 * @param bits the part of the field that is meant; all of it if empty
 */
public record FieldRef(int base, List<String> steps, Optional<Bits> bits) {
    /** Bits of a field, both ends included, 0 its least significant. */
    public record Bits(int high, int low) {}

    public FieldRef {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a field has a name");
        }
    }

    /** A whole field. */
    public static FieldRef field(int base, String... steps) {
        return new FieldRef(base, List.of(steps), Optional.empty());
    }

    /** One bit of the field. */
    public FieldRef bit(int bit) {
        return bits(bit, bit);
    }

    /** A part of the field. */
    public FieldRef bits(int high, int low) {
        return new FieldRef(base, steps, Optional.of(new Bits(high, low)));
    }
}
