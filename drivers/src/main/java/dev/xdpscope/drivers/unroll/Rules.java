package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules for unrolled code, whatever it computes. */
final class Rules {
    /** r0 to r5 are dead after a call, so a compiler keeps nothing in them. */
    private static final int LAST_SCRATCH = 5;

    private static final int FRAME_POINTER = 10;

    private Rules() {}

    /**
     * @param callees what the code calls, by the ids of its calls
     * @param beginning which registers hold something at the beginning; empty if that is not known
     */
    static void check(List<Insn> code, List<Replacement.Callee> callees, Optional<Signature> beginning, Place place) {
        for (int i = 0; i < code.size(); i++) {
            check(code.get(i), callees, place.insn(i));
            checkTarget(code, i, place.insn(i));
        }
        CallFlow.check(code, callees, beginning, place);
    }

    private static void check(Insn insn, List<Replacement.Callee> callees, Place place) {
        Set<Integer> read = Registers.read(insn);
        boolean driver = insn instanceof Insn.CallKfunc call && call.id() >= 0 && call.id() < callees.size();
        if (Registers.isCall(insn) && !driver) {
            throw new ProblemException(place, "unrolled code calls what is no function of the driver",
                    "Call a function of the driver's object by its name.");
        }
        if (insn instanceof Insn.Exit) {
            throw new ProblemException(place, "unrolled code leaves the program", "Jump to the label 'end' instead.");
        }
        if (read.contains(FRAME_POINTER)) {
            throw new ProblemException(place,
                    "unrolled code uses the stack, which the calling program has sized for itself",
                    "Use r0 to r5 only.");
        }
        if (read.stream().anyMatch(r -> r > LAST_SCRATCH)
                || Registers.written(insn).stream().anyMatch(r -> r > LAST_SCRATCH)) {
            throw new ProblemException(place, "unrolled code uses a register of the calling program",
                    "Use r0 to r5 only.");
        }
        if (insn instanceof Insn.LoadImm64 load && !(load.value() instanceof Imm64.Value)) {
            throw new ProblemException(place, "unrolled code refers to a map, a variable or code", "Use numbers only.");
        }
    }

    /** Jumps stay inside, or go to the first instruction behind. */
    private static void checkTarget(List<Insn> code, int at, Place place) {
        int target = switch (code.get(at)) {
            case Insn.Jump j -> at + 1 + j.off();
            case Insn.Goto g -> at + 1 + g.off();
            default -> at + 1;
        };
        if (target < 0 || target > code.size()) {
            throw new ProblemException(place, "a jump leaves the template", "Jump to a label in it, or to 'end'.");
        }
        if (target < code.size() && code.get(target) instanceof Insn.SecondSlot && target != at + 1) {
            throw new ProblemException(place, "a jump goes into the middle of a 64-bit load", "Jump to a label.");
        }
    }
}
