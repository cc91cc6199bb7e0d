package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Replaces instructions by code that may call the driver's functions: each function gets one entry in the program's table of
 * kfuncs, and its body is appended once, however many replacements call it.
 */
final class Callees {
    private final Program before;
    private final List<Replacement.Callee> called = new ArrayList<>();

    private Callees(Program before) {
        this.before = before;
    }

    /**
     * @param replacements by index of the instruction to replace
     * @throws dev.xdpscope.engine.problem.ProblemException if a jump becomes too long to encode
     */
    static Program replace(Program before, PassName pass, Map<Integer, Replacement> replacements) {
        Callees callees = new Callees(before);
        Map<Integer, Replacement> numbered = new HashMap<>();
        new TreeMap<>(replacements).forEach((at, by) -> numbered.put(at, callees.numbered(by)));
        return callees.link(Edit.replace(before, pass, numbered));
    }

    private Program link(Program edited) {
        NavigableMap<Integer, KfuncAnswer> bodies = new TreeMap<>();
        for (Replacement.Callee callee : called) {
            bodies.put(before.kfuncs().size() + bodies.size(), new KfuncAnswer.Body(callee.body(), callee.why()));
        }
        return Appendix.partOf(edited)
                .declare(called.stream().map(c -> new Kfunc(c.body().name(), c.parameters(), false,
                        new Kfunc.Binding.Unbound())).toList())
                .bind(bodies).program();
    }

    /** The same with the calls' numbers in the program's table. */
    private Replacement numbered(Replacement by) {
        List<Insn> code = by.code().stream().map(insn -> insn instanceof Insn.CallKfunc call
                ? new Insn.CallKfunc(number(by.callees().get(call.id())), 0) : insn).toList();
        return new Replacement(code, by.why(), List.of(), by.parts());
    }

    private int number(Replacement.Callee callee) {
        for (int i = 0; i < called.size(); i++) {
            if (called.get(i).body() == callee.body()) {
                return before.kfuncs().size() + i;
            }
        }
        called.add(callee);
        return before.kfuncs().size() + called.size() - 1;
    }
}
