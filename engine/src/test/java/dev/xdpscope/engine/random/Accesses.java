package dev.xdpscope.engine.random;

import java.util.List;

/** Loads, stores and atomic operations of every size. */
final class Accesses {
    private static final List<String> UPDATES = List.of("add", "or", "and", "xor");
    private static final List<String> ASSIGNMENTS = List.of("+=", "|=", "&=", "^=");

    private Accesses() {}

    /** One or a few in an area. */
    static void some(Frame f, Area area) {
        do {
            any(f, area);
        } while (f.choices.oneIn(3));
    }

    private static void any(Frame f, Area area) {
        int kind = f.choices.below(switch (area.atomics()) {
            case NONE -> 5;
            case WITHOUT_FETCH -> 8;
            case ALL -> 10;
        });
        int least = kind == 6 || kind > 7 ? 2 : 0;
        int most = 31 - Integer.numberOfLeadingZeros(Math.min(8, area.size()));
        if (least > most) {
            return;
        }
        int size = 1 << least + f.choices.below(most - least + 1);
        int offset = area.offset() + (area.aligned() || kind >= 5 ? f.choices.below(area.size() / size) * size
                : f.choices.below(area.size() - size + 1));
        if (area.base() == 10) {
            f.fill(offset, size);
        }
        String memory = "(u%d *)(r%d %+d)".formatted(size * 8, area.base(), offset);
        switch (kind) {
            case 0 -> f.line("r%2$d = *%1$s", memory, f.target());
            case 1 -> f.line("r%2$d = *%1$s", size == 8 ? memory : memory.replace("(u", "(s"), f.target());
            case 2, 3 -> f.line("*%s = r%d", memory, f.source());
            case 4 -> f.line("*%s = %d", memory, f.choices.immediate());
            case 5 -> f.line("store_release(%s, r%d)", memory, f.source());
            case 6 -> f.line("lock *%s %s r%d", memory, ASSIGNMENTS.get(f.choices.below(4)), f.source());
            case 7 -> f.line("r%2$d = load_acquire(%1$s)", memory, f.target());
            case 8 -> f.line("r%1$d = atomic%2$s_%3$s(%4$s, r%1$d)", f.changed(), size == 8 ? "64" : "",
                    f.choices.oneIn(3) ? "xchg" : "fetch_" + UPDATES.get(f.choices.below(4)), memory);
            default -> compare(f, size, memory);
        }
    }

    /**
     * Often with what is there. The upper half of r0 is cleared before a narrow exchange: x86-64's leaves it alone when it exchanges, and
     * the verifier of 6.18 does not always add the instruction that clears it, namely where it stops at a state that it knows.
     */
    private static void compare(Frame f, int size, String memory) {
        if (!f.free(0)) {
            return;
        }
        if (f.choices.either()) {
            f.line("r0 = *%s", memory);
            f.written(0);
        }
        f.ready(0);
        if (size == 4) {
            f.line("w0 = w0");
        }
        f.line("r0 = atomic%s_cmpxchg(%s, r0, r%d)", size == 8 ? "64" : "", memory, f.source());
    }

    /** On the stack, where an index may be added to the address. */
    static void stack(Frame f) {
        if (f.choices.below(4) != 3) {
            some(f, new Area(10, Frame.DATA, 8 * Frame.SLOTS, true, Area.Atomics.WITHOUT_FETCH));
            return;
        }
        f.fill(Frame.DATA, 8 * Frame.SLOTS);
        int p = f.pointer();
        int index = f.source();
        f.line("r%d = r%d", p, index);
        f.line("r%d &= 56", p);
        addStack(f, p);
        some(f, new Area(p, Frame.DATA, 8, true, Area.Atomics.NONE));
        f.release(p);
    }

    /**
     * Adds r10 to a number. In a callee the verifier of 6.18 takes the sum for a pointer into the caller's frame, since
     * adjust_ptr_min_max_vals() copies no frameno, and leaves out branches by what it believes to be there: so there it is the
     * number that is added.
     */
    private static void addStack(Frame f, int number) {
        if (f.depth == 0 && f.choices.either()) {
            f.line("r%d += r10", number);
            return;
        }
        int sum = f.pointer();
        f.line("r%d = r10", sum);
        f.line("r%d += r%d", sum, number);
        f.line("r%d = r%d", number, sum);
        f.release(sum);
    }
}
