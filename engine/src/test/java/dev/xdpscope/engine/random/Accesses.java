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
        int kind = f.choices.below(area.atomic() ? 10 : 5);
        int least = kind > 5 && kind < 9 ? 2 : 0;
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
            case 7 -> f.line("r%1$d = atomic%2$s_%3$s(%4$s, r%1$d)", f.changed(), size == 8 ? "64" : "",
                    f.choices.oneIn(3) ? "xchg" : "fetch_" + UPDATES.get(f.choices.below(4)), memory);
            case 8 -> compare(f, size, memory);
            default -> f.line("r%2$d = load_acquire(%1$s)", memory, f.target());
        }
    }

    /** Often with what is there. */
    private static void compare(Frame f, int size, String memory) {
        if (!f.free(0)) {
            return;
        }
        if (f.choices.either()) {
            f.line("r0 = *%s", memory);
            f.written(0);
        }
        f.ready(0);
        f.line("r0 = atomic%s_cmpxchg(%s, r0, r%d)", size == 8 ? "64" : "", memory, f.source());
    }

    /** On the stack, where an index may be added to the address. */
    static void stack(Frame f) {
        if (f.choices.below(4) != 3) {
            some(f, new Area(10, Frame.DATA, 8 * Frame.SLOTS, true, true));
            return;
        }
        f.fill(Frame.DATA, 8 * Frame.SLOTS);
        int p = f.pointer();
        int index = f.source();
        f.line("r%d = r%d", p, index);
        f.line("r%d &= 56", p);
        f.line("r%d += r10", p);
        some(f, new Area(p, Frame.DATA, 8, true, false));
        f.release(p);
    }
}
