package dev.xdpscope.drivers.nic;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Memory behind the driver's wrapper of the xdp_buff in which driver code parks registers, for it has no stack of its own:
 * {@code scratch.r0} to {@code scratch.r5} are for a template and what it calls, the slots of {@code saved} behind them for the
 * ctx rewrite that puts a template into the middle of a program.
 *
 * @param offset of its first byte in the context
 */
public record ScratchArea(int offset) {
    private static final int SLOT = 8;
    private static final int REGISTERS = 6;
    /** One for each of r0 to r5, and one for the register that keeps the context. */
    private static final int SAVED = REGISTERS + 1;

    /** Bytes. */
    static final int SIZE = SLOT * (REGISTERS + SAVED);

    /** Offset in the context of the slots of {@code saved}. */
    public int saved() {
        return offset + SLOT * REGISTERS;
    }

    /** Offset in the context of the slot for a register that keeps the context meanwhile. */
    public int keeper() {
        return saved() + SLOT * REGISTERS;
    }

    /** The slots by their offsets in the context. */
    public SortedMap<Integer, String> slots() {
        SortedMap<Integer, String> slots = new TreeMap<>(templateSlots());
        for (int r = 0; r < SAVED; r++) {
            slots.put(saved() + SLOT * r, "saved." + (r < REGISTERS ? "r" + r : "keeper"));
        }
        return slots;
    }

    /** Those that templates can name. */
    public SortedMap<Integer, String> templateSlots() {
        SortedMap<Integer, String> slots = new TreeMap<>();
        for (int r = 0; r < REGISTERS; r++) {
            slots.put(offset + SLOT * r, "scratch.r" + r);
        }
        return slots;
    }

    /** The slot that byte {@code at} of the context is in. */
    public Optional<String> slot(int at) {
        return at < offset || at >= offset + SIZE ? Optional.empty()
                : Optional.of(slots().get(offset + (at - offset) / SLOT * SLOT));
    }
}
