package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * That no register is used after a call has left it without a value: a call gives r0 and destroys r1 to r5, on every way
 * through the code until something is put into them again. In a text that generations share, also that none is used before
 * it has a value in each of them.
 */
final class CallFlow {
    private static final int FIRST_ARGUMENT = 1;
    private static final int ARGUMENTS = 0b11_1110;
    /** How far the bits of registers without a value since the beginning are above those of what a call destroyed. */
    private static final int UNSET = 8;

    private final List<Insn> code;
    private final List<Replacement.Callee> callees;
    private final Optional<Signature> beginning;
    private final Place place;
    /** Before each instruction the registers that some way here leaves without a value, as bits; -1 where unreached. */
    private final int[] lost;
    private final Deque<Integer> todo = new ArrayDeque<>();

    private CallFlow(List<Insn> code, List<Replacement.Callee> callees, Optional<Signature> beginning,
            Place place) {
        this.code = code;
        this.callees = callees;
        this.beginning = beginning;
        this.place = place;
        this.lost = new int[code.size() + 1];
        Arrays.fill(lost, -1);
    }

    /**
     * @param code whose jumps stay inside and whose calls are all of {@code callees}
     * @param beginning what the code is for; empty if nothing is to be said of the beginning
     * @throws ProblemException if a register may be used after a call has destroyed it, or before it has a value
     */
    static void check(List<Insn> code, List<Replacement.Callee> callees, Optional<Signature> beginning, Place place) {
        if (!callees.isEmpty() || beginning.isPresent()) {
            new CallFlow(code, callees, beginning, place).run();
        }
    }

    private void run() {
        reach(0, beginning.map(Signature::unset).orElse(0) << UNSET);
        while (!todo.isEmpty()) {
            int at = todo.remove();
            if (at < code.size()) {
                visit(at, code.get(at));
            }
        }
    }

    private void visit(int at, Insn insn) {
        int reads = used(insn);
        int used = reads & lost[at];
        int unset = reads & lost[at] >> UNSET;
        if (unset != 0) {
            throw new ProblemException(place.insn(at),
                    "r" + Integer.numberOfTrailingZeros(unset) + " is used before it has a value"
                            + beginning.map(s -> " in generation " + s.generation()).orElse(""),
                    "Give it one, or begin the line with the generation that has an argument there: `mainline:`.");
        }
        if (used != 0) {
            throw new ProblemException(place.insn(at),
                    "r" + Integer.numberOfTrailingZeros(used)
                            + " is used after a call, which leaves r1 to r5 without a value",
                    "Store it before the call, for example to *(u64 *)(r1 + scratch.r2), and load it again after it.");
        }
        int written = bits(Registers.written(insn));
        int after = (insn instanceof Insn.CallKfunc ? lost[at] | ARGUMENTS : lost[at]) & ~(written | written << UNSET);
        switch (insn) {
            case Insn.Goto g -> reach(at + 1 + g.off(), after);
            case Insn.Jump j -> {
                reach(at + 1, after);
                reach(at + 1 + j.off(), after);
            }
            default -> reach(at + insn.slots(), after);
        }
    }

    private int used(Insn insn) {
        if (insn instanceof Insn.CallKfunc call) {
            return ARGUMENTS & (1 << FIRST_ARGUMENT + callees.get(call.id()).parameters()) - 1;
        }
        return bits(Registers.read(insn));
    }

    private static int bits(Iterable<Integer> registers) {
        int bits = 0;
        for (int register : registers) {
            bits |= 1 << register;
        }
        return bits;
    }

    private void reach(int at, int without) {
        int merged = lost[at] < 0 ? without : lost[at] | without;
        if (merged != lost[at]) {
            lost[at] = merged;
            todo.add(at);
        }
    }
}
