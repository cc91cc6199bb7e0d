package dev.xdpscope.engine.random;

import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A program that is being written, statement by statement. */
final class Draft {
    /** Most calls that may lead to a function: its frames fit the stack of 512 bytes. */
    static final int DEEPEST = 4;

    private static final int STATEMENTS = 60;

    final Choices choices;
    final List<Subprogram> functions = new ArrayList<>();
    final List<MapSpec> maps = new ArrayList<>();
    private final List<String> functionLines = new ArrayList<>();
    private final int[] labels = new int[1];

    /** In how many loops the code is that is now written. */
    int loops;
    /** How many pointers into the packet are held, which no end of the packet may be moved under. */
    int frozen;
    /** Whether the function that is now written moves one. */
    boolean moved;
    private int statements;

    Draft(Choices choices) {
        this.choices = choices;
    }

    Frame frame(int depth, boolean context) {
        return new Frame(choices, depth, context, labels);
    }

    MapSpec map(MapSpec spec) {
        if (!maps.contains(spec)) {
            maps.add(spec);
        }
        return spec;
    }

    List<String> functionLines() {
        return functionLines;
    }

    /** Some statements; none is the simplest. */
    void block(Frame f) {
        while (statements < STATEMENTS && f.choices.below(6) != 0) {
            statements++;
            statement(f);
        }
    }

    private void statement(Frame f) {
        switch (f.choices.below(24)) {
            case 10, 11, 12, 13 -> Accesses.stack(f);
            case 14, 15 -> Flow.branch(this, f);
            case 16 -> Flow.loop(this, f);
            case 17 -> Flow.call(this, f);
            case 18, 19, 20 -> MapCalls.any(this, f);
            case 21, 22, 23 -> {
                if (f.hasContext()) {
                    Packets.any(this, f);
                }
            }
            default -> Numbers.any(f);
        }
    }

    /** Holds a register that calls leave alone while something is written, if there is one. */
    void hold(Frame f, IntConsumer use) {
        int register = f.lasting();
        if (register >= 0) {
            use.accept(register);
            f.release(register);
        }
    }

    /** Writes a function whose result depends on all registers that it leaves. */
    Subprogram function(int level, boolean context, int parameters) {
        boolean outer = moved;
        int outerLoops = loops;
        moved = false;
        Frame f = frame(level, context);
        int first = context ? 2 : 1;
        for (int i = 0; i < parameters; i++) {
            f.written(first + i);
        }
        block(f);
        f.ready(0);
        for (int r = 1; r < 10; r++) {
            if (f.isNumber(r)) {
                f.line("r0 *= 31");
                f.line("r0 += r%d", r);
            }
        }
        f.line("exit");
        Subprogram made = new Subprogram("f" + functions.size(), level, context, parameters, moved);
        functions.add(made);
        functionLines.add(made.name() + ":");
        functionLines.addAll(f.lines());
        moved |= outer;
        loops = outerLoops;
        return made;
    }
}
