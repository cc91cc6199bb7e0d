package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Binds the kfuncs that a program calls and that are not bound yet, all at once. Bodies are appended with their own
 * subprograms, data and lines, so that a call enters them like a subprogram and can be stepped through.
 *
 * @param answers what each kfunc is bound to
 */
public record KfuncBinding(Function<Kfunc, KfuncAnswer> answers) implements Pass {
    /** By name; nobody answers those that are not in the map. */
    public static KfuncBinding of(Map<String, KfuncAnswer> byName) {
        Map<String, KfuncAnswer> known = Map.copyOf(byName);
        return new KfuncBinding(kfunc -> known.getOrDefault(kfunc.name(), new KfuncAnswer.Nobody()));
    }

    @Override
    public List<PassName> names() {
        return List.of(PassName.KFUNC_LINK);
    }

    /**
     * @throws ProblemException if a program that calls one of its kfuncs is refused; of several the one first called
     */
    @Override
    public Program apply(Program program) {
        NavigableMap<Integer, KfuncAnswer> found = new TreeMap<>();
        for (int id : called(program)) {
            Kfunc kfunc = program.kfuncs().get(id);
            switch (answers.apply(kfunc)) {
                case KfuncAnswer.Nobody n -> {}
                case KfuncAnswer.Refused(String what, String remedy) ->
                        throw new ProblemException(Place.NOWHERE.section(program.section()), what, remedy);
                case KfuncAnswer answer -> found.put(id, answer);
            }
        }
        return found.isEmpty() ? program : Appendix.behind(program).bind(found).program();
    }

    /** Indexes into the table of kfuncs, which is in the order of first calls. */
    private static List<Integer> called(Program program) {
        return program.code().stream()
                .filter(Insn.CallKfunc.class::isInstance).map(insn -> ((Insn.CallKfunc) insn).id())
                .distinct().sorted()
                .filter(id -> program.kfuncs().get(id).binding() instanceof Kfunc.Binding.Unbound).toList();
    }
}
