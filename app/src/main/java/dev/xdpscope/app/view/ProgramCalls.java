package dev.xdpscope.app.view;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Which calls of a program lead into driver code, and which instructions stand for a call together. */
final class ProgramCalls {
    private final Program program;
    private final Map<Integer, ProgramFunction> byStart = new HashMap<>();

    ProgramCalls(Program program) {
        this.program = program;
        program.functions().forEach(f -> byStart.put(f.start(), f));
    }

    /** The driver's function that the call at {@code insn} enters. */
    Optional<ProgramFunction> inline(int insn) {
        if (insn < 0 || insn >= program.code().size()) {
            return Optional.empty();
        }
        int target = switch (program.code().get(insn)) {
            case Insn.CallKfunc c when c.id() >= 0 && c.id() < program.kfuncs().size()
                    && program.kfuncs().get(c.id()).binding() instanceof Kfunc.Binding.Body body -> body.entry();
            case Insn.CallLocal c -> insn + 1 + c.off();
            default -> -1;
        };
        return Optional.ofNullable(byStart.get(target)).filter(f -> f.kind() == ProgramFunction.Kind.KFUNC_BODY);
    }

    /** The first instruction of the expansion of more than one instruction that {@code insn} is in. */
    OptionalInt expansion(int insn) {
        if (insn < 0 || insn >= program.origins().size() || !expanded(insn)) {
            return OptionalInt.empty();
        }
        int first = insn - Math.max(0, program.origins().get(insn).step());
        return size(first) > 1 ? OptionalInt.of(first) : OptionalInt.empty();
    }

    private boolean expanded(int insn) {
        return program.origins().get(insn).pass() == PassName.KFUNC_EXPANSION;
    }

    /** How many instructions from {@code first} on stand for the same instruction of the object. */
    int size(int first) {
        List<Origin> origins = program.origins();
        int end = first + 1;
        while (end < origins.size() && origins.get(first).insn() >= 0
                && origins.get(end).insn() == origins.get(first).insn()
                && origins.get(end).step() > 0) {
            end++;
        }
        return end - first;
    }

    /** Driver functions that no call leads to: the sk_buff path. */
    List<ProgramFunction> uncalled() {
        Set<ProgramFunction> called = new HashSet<>();
        for (int i = 0; i < program.code().size(); i++) {
            inline(i).ifPresent(called::add);
        }
        return program.functions().stream()
                .filter(f -> f.kind() == ProgramFunction.Kind.KFUNC_BODY && !called.contains(f))
                .toList();
    }
}
