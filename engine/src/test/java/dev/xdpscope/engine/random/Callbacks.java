package dev.xdpscope.engine.random;

import dev.xdpscope.engine.program.MapSpec;

/** Calls of helpers that call a static function back, which works on the data on its caller's stack. */
final class Callbacks {
    private static final int DATA = 8 * Frame.SLOTS;

    private Callbacks() {}

    static void any(Draft draft, Frame f) {
        if (f.depth == Draft.DEEPEST) {
            return;
        }
        if (f.choices.below(3) < 2) {
            loop(draft, f);
        } else {
            walk(draft, f);
        }
    }

    /**
     * The verifier lets it run as often as it may, but we do not want to wait for it. That of 6.18 fails ("No program to jit") if it
     * knows that a function runs not even once.
     */
    private static void loop(Draft draft, Frame f) {
        String function = draft.callback(f.depth + 1, body -> {
            body.written(1);
            work(draft, body, 2, DATA, Area.Atomics.WITHOUT_FETCH);
        });
        f.fill(Frame.DATA, DATA);
        int rounds = f.choices.below(8);
        if (rounds == 7) {
            f.argument(1, "r%d", f.source());
            f.line("r1 &= 7");
            f.line("r1 += 1");
        } else {
            f.argument(1, "%d", rounds == 6 ? 0x800001 + f.choices.below(1 << 16) : rounds + 1);
        }
        f.argument(4, "%d", f.choices.oneIn(8) ? 1 : 0);
        f.argument(2, "subprog[%s]", function);
        f.stackArgument(3, Frame.DATA);
        f.call("bpf_loop");
    }

    private static void walk(Draft draft, Frame f) {
        MapSpec map = draft.map(f.choices.either() ? MapCalls.ARRAY : MapCalls.OWN);
        boolean values = f.choices.either();
        String function =
                draft.callback(f.depth + 1,
                        body -> work(draft, body, values ? 3 : 4, values ? map.valueSize() : DATA,
                                values ? Area.Atomics.ALL : Area.Atomics.WITHOUT_FETCH));
        f.fill(Frame.DATA, DATA);
        f.argument(4, "%d", f.choices.oneIn(8) ? 1 : 0);
        f.argument(1, "map[%s]", map.name());
        f.argument(2, "subprog[%s]", function);
        f.stackArgument(3, Frame.DATA);
        f.call("bpf_for_each_map_elem");
    }

    /** On what an argument points to; the result is 0, to go on, or 1. */
    private static void work(Draft draft, Frame f, int argument, int size, Area.Atomics atomics) {
        f.hold(argument);
        draft.hold(f, memory -> {
            f.line("r%d = r%d", memory, argument);
            f.release(argument);
            Area area = new Area(memory, 0, size, true, atomics);
            Accesses.some(f, area);
            draft.block(f);
            Accesses.some(f, area);
        });
        f.ready(0);
        f.line("r0 &= 1");
    }
}
