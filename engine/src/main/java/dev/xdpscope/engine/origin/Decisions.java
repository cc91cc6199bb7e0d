package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The branches that a step owes its execution to. A step depends on a branch if one way from the branch always leads to it
 * and the other need not (control dependence), and on all that the branch depends on.
 */
public final class Decisions {
    private final Program program;

    private Decisions(Program program) {
        this.program = program;
    }

    /**
     * @param program the program as run
     * @return conditional jumps, earliest first
     */
    public static List<Step> of(Recording recording, Program program, Step step) {
        Decisions decisions = new Decisions(program);
        List<Step> deciding = new ArrayList<>();
        Set<Integer> dependent = new HashSet<>(Set.of(step.insn()));
        for (Step before : recording.steps(step.position().run(), 0, step.position().step()).reversed()) {
            if (before.depth() < step.depth() || before.depth() == step.depth() && exits(program, before)) {
                // Of an earlier call of the function, or an earlier callback.
                break;
            }
            boolean sameFunction = before.depth() == step.depth()
                    && program.function(before.insn()).equals(program.function(step.insn()));
            if (sameFunction && program.code().get(before.insn()) instanceof Insn.Jump jump
                    && dependent.stream().anyMatch(insn -> decisions.decides(before.insn(), jump, insn))) {
                deciding.add(before);
                dependent.add(before.insn());
            }
        }
        return List.copyOf(deciding.reversed());
    }

    private static boolean exits(Program program, Step step) {
        return program.code().get(step.insn()) instanceof Insn.Exit;
    }

    private boolean decides(int at, Insn.Jump jump, int insn) {
        return canAvoid(at, insn) && !(canAvoid(at + 1, insn) && canAvoid(at + 1 + jump.off(), insn));
    }

    /** Whether the function can be left from {@code from} without executing {@code avoided}. */
    private boolean canAvoid(int from, int avoided) {
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(List.of(from));
        while (!work.isEmpty()) {
            int at = work.remove();
            if (at == avoided || at >= program.code().size() || seen.get(at)) {
                continue;
            }
            seen.set(at);
            switch (program.code().get(at)) {
                case Insn.Exit exit -> {
                    return true;
                }
                case Insn.Goto jump -> work.add(at + 1 + jump.off());
                case Insn.Jump jump -> {
                    work.add(at + 1);
                    work.add(at + 1 + jump.off());
                }
                case Insn.LoadImm64 wide -> work.add(at + 2);
                default -> work.add(at + 1);
            }
        }
        return false;
    }
}
