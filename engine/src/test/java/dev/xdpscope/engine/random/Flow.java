package dev.xdpscope.engine.random;

import java.util.List;

/** Branches, loops and calls of static functions. */
final class Flow {
    private static final int MOST_ROUNDS = 6;
    private static final int MOST_LOOPS = 2;

    private Flow() {}

    static void branch(Draft draft, Frame f) {
        String then = f.label();
        f.line("if %s goto %s", Numbers.condition(f), then);
        Frame.Known before = f.known();
        draft.block(f);
        if (f.choices.below(3) == 0) {
            f.known(before.and(f.known()));
            f.line("%s:", then);
            return;
        }
        String end = f.label();
        f.line("%s %s", f.choices.either() ? "gotol" : "goto", end);
        f.line("%s:", then);
        Frame.Known first = f.known();
        f.known(before);
        draft.block(f);
        f.known(first.and(f.known()));
        f.line("%s:", end);
    }

    /** With a counter that the verifier can follow. */
    static void loop(Draft draft, Frame f) {
        if (draft.loops == MOST_LOOPS) {
            return;
        }
        draft.loops++;
        draft.hold(f, counter -> {
            int rounds = 1 + f.choices.below(MOST_ROUNDS);
            boolean down = f.choices.either();
            f.line("r%d = %d", counter, down ? rounds : 0);
            f.counter(counter);
            String top = f.label();
            f.line("%s:", top);
            Frame.Known before = f.known();
            draft.block(f);
            f.renew(before);
            f.line("r%d += %d", counter, down ? -1 : 1);
            f.line("if r%d %s %d goto %s", counter, down ? "s>" : f.choices.of(new String[]{"<", "!=", "s<"}),
                    down ? 0 : rounds, top);
        });
        draft.loops--;
    }

    /** Of a function that is there, or of a new one. */
    static void call(Draft draft, Frame f) {
        List<Subprogram> there = draft.functions.stream().filter(s -> s.level() > f.depth)
                .filter(s -> f.hasContext() || !s.context())
                .filter(s -> draft.frozen == 0 || !s.moves()).toList();
        Subprogram called;
        if (!there.isEmpty() && f.choices.either()) {
            called = there.get(f.choices.below(there.size()));
        } else if (f.depth < Draft.DEEPEST) {
            called = draft.function(f.depth + 1, f.hasContext() && f.choices.either(), f.choices.below(4));
        } else {
            return;
        }
        int first = called.context() ? 2 : 1;
        for (int i = 0; i < called.parameters(); i++) {
            f.argument(first + i, "r%d", f.source());
        }
        if (called.context()) {
            f.contextArgument();
        }
        f.call(called.name());
    }
}
