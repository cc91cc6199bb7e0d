package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Expansions that call functions of their own. */
class CalleesTest {
    private static final Kfunc K = TestProgram.kfunc("k", new Kfunc.Binding.Unbound());
    private static final Kfunc OTHER = TestProgram.kfunc("other", new Kfunc.Binding.Unbound());

    /** Triples its argument, in a frame of its own whose r6 is not the caller's; knows a kfunc that it does not call. */
    private static final Program TRIPLE = named("triple", TestProgram.of("""
            r6 = r1
            *(u64 *)(r10 -8) = r6
            call twice
            r1 = *(u64 *)(r10 -8)
            r0 += r1
            exit
            twice: r0 = r1
            r0 += r1
            exit
            """, List.of(TestProgram.kfunc("unused", new Kfunc.Binding.Unbound()))));
    private static final Program NEGATE = named("negate", TestProgram.of("r0 = r1\nr0 = -r0\nexit"));

    private static Program named(String name, Program p) {
        return new Program(name, p.section(), p.code(), p.origins(), new TreeMap<>(), p.functions(), p.maps(),
                p.kfuncs());
    }

    /** Calls {@code triple}, then {@code negate} with the result. */
    private static Replacement both() {
        return new Replacement(TestProgram.of("""
                call t
                r1 = r0
                call n
                """, List.of(TestProgram.kfunc("t", new Kfunc.Binding.Unbound()),
                TestProgram.kfunc("n", new Kfunc.Binding.Unbound()))).code(), "a test unrolls",
                List.of(new Replacement.Callee(TRIPLE, 1, "for three"), new Replacement.Callee(NEGATE, 1, "for less")));
    }

    private static Replacement negate() {
        return new Replacement(List.of(new Insn.CallKfunc(0, 0)), "a test unrolls",
                List.of(new Replacement.Callee(NEGATE, 1, "for less")));
    }

    private static Program expand(String source) {
        return new KfuncExpansion(kfunc -> Optional.of(kfunc.name().equals("k") ? both() : negate()))
                .apply(TestProgram.of(source, List.of(K, OTHER)));
    }

    @Test
    void bodiesAreAppendedOnceHoweverManyExpansionsCallThem() {
        Program program = expand("""
                r6 = 7
                call k
                r1 = r0
                call k
                r1 = r0
                call other
                r0 += r6
                exit
                """);
        Chains.assertSound(program);
        assertEquals(List.of("k", "other", "triple", "negate", "unused"),
                program.kfuncs().stream().map(Kfunc::name).toList());
        assertEquals(List.of("prog", "prog", "sub6", "prog"),
                program.functions().stream().map(ProgramFunction::name).toList());
        assertEquals(-9 * 5 + 7, TestBench.of(program).r0(5));
    }

    @Test
    void originsTellTheExpansionFromWhatItCalls() {
        Program program = expand("call other\nexit");
        assertEquals(PassName.KFUNC_EXPANSION, program.origins().getFirst().pass());
        assertEquals(0, program.origins().getFirst().step());
        assertEquals(PassName.KFUNC_LINK, program.origins().get(2).pass());
        assertEquals("for less", program.origins().get(2).why());
        assertEquals(-5, TestBench.of(program).r0(5));
    }

    @Test
    void onlyItsOwnFunctionsCanBeCalled() {
        Replacement stray = new Replacement(List.of(new Insn.CallKfunc(1, 0)), "a test unrolls", negate().callees());
        ProblemException e = assertThrows(ProblemException.class, () -> new KfuncExpansion(kfunc -> Optional.of(stray))
                .apply(TestProgram.of("call k\nexit", List.of(K))));
        assertTrue(e.what().contains("calls a kfunc of the program"), e.what());
    }
}
