package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Replaces kfunc calls by instructions, as the driver's unroll hook of the RFC series did and as the verifier does for
 * a few kfuncs of its own. Unrolled code has r0 to r5 to itself (they are dead after a call anyway), must leave r6 to
 * r9 alone, has no stack, and jumps only within itself or to its end. The driver's functions that it calls are
 * appended.
 *
 * @param unroller what replaces calls of a kfunc; empty leaves the call
 * @param limit instructions there is room for in place of a call, all but one of which may be used: 16 in RFC v1,
 *     whatever is needed in RFC v2
 */
public record KfuncExpansion(Function<Kfunc, Optional<Replacement>> unroller, int limit) implements Pass {
    private static final int LAST_SCRATCH = 5;
    private static final int FRAME_POINTER = 10;
    private static final String SCRATCH_ONLY = "Use r0 to r5 only.";

    /** Expansions of any length. */
    public KfuncExpansion(Function<Kfunc, Optional<Replacement>> unroller) {
        this(unroller, Integer.MAX_VALUE);
    }

    @Override
    public List<PassName> names() {
        return List.of(PassName.KFUNC_EXPANSION);
    }

    /**
     * @throws ProblemException if a replacement breaks the register rules or is too long
     */
    @Override
    public Program apply(Program program) {
        Map<Integer, Replacement> replacements = new HashMap<>();
        List<Insn> code = program.code();
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof Insn.CallKfunc call && !program.origins().get(i).kernelCode()) {
                Kfunc kfunc = program.kfuncs().get(call.id());
                Optional<Replacement> by = unroller.apply(kfunc).map(KfuncExpansion::resolved);
                if (by.isPresent()) {
                    checkLength(kfunc, by.get(), limit);
                    check(kfunc, call.id(), by.get());
                    replacements.put(i, by.get());
                }
            }
        }
        return replacements.isEmpty() ? program : Callees.replace(program, PassName.KFUNC_EXPANSION, replacements);
    }

    private static Replacement resolved(Replacement by) {
        return new Replacement(Patch.resolve(by.code()), by.why(), by.callees(), by.parts());
    }

    /**
     * @param limit entries of the verifier's buffer, the last of which may not be used: {@link Patch#V1_LIMIT} in RFC
     *     v1
     * @throws ProblemException if the replacement does not fit, in the verifier's words
     */
    public static void checkLength(Kfunc kfunc, Replacement by, int limit) {
        if (by.code().size() >= limit) {
            throw new ProblemException(Place.NOWHERE.section("expansion of " + kfunc.name()),
                    "bpf verifier is misconfigured: " + by.code().size() + " instructions do not fit into its buffer",
                    "Use at most " + (limit - 1) + ", or call a function for a part of it.");
        }
    }

    /** In the words of RFC v1 for a driver that answers with an error. */
    private static void check(Kfunc kfunc, int id, Replacement by) {
        try {
            check(kfunc, by);
        } catch (ProblemException e) {
            throw new ProblemException(e.place(), "failed to unroll kfunc with func_id=" + id + ": " + e.what(),
                    e.remedy());
        }
    }

    private static void check(Kfunc kfunc, Replacement by) {
        for (int i = 0; i < by.code().size(); i++) {
            Insn insn = by.code().get(i);
            Place place = Place.NOWHERE.section("expansion of " + kfunc.name()).insn(i);
            boolean core = by.core(i);
            if (!core && Registers.written(insn).stream().anyMatch(r -> r > LAST_SCRATCH)) {
                throw new ProblemException(place, "unrolled code writes a register of the program", SCRATCH_ONLY);
            }
            if (Registers.read(insn).contains(FRAME_POINTER)) {
                throw new ProblemException(place, "unrolled code uses the stack", SCRATCH_ONLY);
            }
            if (!core && Registers.read(insn).stream().anyMatch(r -> r > LAST_SCRATCH)) {
                throw new ProblemException(place, "unrolled code reads a register of the program", SCRATCH_ONLY);
            }
            if (insn instanceof Insn.Exit) {
                throw new ProblemException(place, "unrolled code leaves the program",
                        "Jump to the label 'end' to return early.");
            }
            if (insn instanceof Insn.CallLocal || insn instanceof Insn.CallRegister
                    || insn instanceof Insn.LoadImm64 l && l.value() instanceof Imm64.Code) {
                throw new ProblemException(place, "unrolled code refers to a subprogram",
                        "Write the instructions in place.");
            }
            if (insn instanceof Insn.CallKfunc call && (call.id() < 0 || call.id() >= by.callees().size())) {
                throw new ProblemException(place, "unrolled code calls a kfunc of the program",
                        "Call the driver's functions.");
            }
            target(insn).ifPresent(off -> checkTarget(by.code(), place, place.insn().orElseThrow() + 1L + off));
        }
    }

    private static OptionalInt target(Insn insn) {
        return switch (insn) {
            case Insn.Jump j -> OptionalInt.of(j.off());
            case Insn.Goto g -> OptionalInt.of(g.off());
            default -> OptionalInt.empty();
        };
    }

    private static void checkTarget(List<Insn> code, Place place, long to) {
        if (to < 0 || to > code.size() || to < code.size() && code.get((int) to) instanceof Insn.SecondSlot) {
            throw new ProblemException(place, "unrolled code jumps to " + to + ", which is no instruction of it",
                    "Jump to one of its " + code.size() + " instructions or to the label 'end'.");
        }
    }
}
