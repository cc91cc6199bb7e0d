package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import dev.xdpscope.engine.xdp.XdpBench;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls become instructions, and everything around them moves along. */
class KfuncExpansionTest {
    private static final List<Kfunc> K = List.of(TestProgram.kfunc("k", new Kfunc.Binding.Unbound()));

    /** {@code r0 = r1 + 2} in four instructions, one of them a jump to the end. */
    private static final String PLUS_TWO = "r0 = r1\nr0 += 2\nif r0 != 0 goto end\nr0 = 2";

    private static Replacement by(String source) {
        return new Replacement(Assembler.assemble(source, Symbols.NONE, Set.of("end")), "a test unrolls k");
    }

    private static Program expand(Program program, String source) {
        return new KfuncExpansion(kfunc -> Optional.of(by(source))).apply(program);
    }

    private static Program expand(String program) {
        Program expanded = expand(TestProgram.of(program, K), PLUS_TWO);
        Decoder.checkTargets(expanded.code());
        Chains.assertSound(expanded);
        return expanded;
    }

    @Test
    void jumpsAcrossAreLengthened() {
        Program program = expand("if r1 == 0 goto out\ncall k\nexit\nout: r0 = 99\nexit");
        assertEquals(99, TestBench.of(program).r0(0));
        assertEquals(7, TestBench.of(program).r0(5));
    }

    @Test
    void loopsAround() {
        Program program = expand("r6 = 10\nr7 = 0\ntop: r1 = r7\ncall k\nr7 = r0\nr6 += -1\nif r6 != 0 goto top\nexit");
        assertEquals(20, TestBench.of(program).r0());
    }

    @Test
    void jumpsToACallGoToTheFirstOfItsInstructions() {
        Program program = expand("goto there\nr1 = 100\nthere: call k\nexit");
        assertEquals(7, TestBench.of(program).r0(5));
        assertEquals(new Insn.Goto(1, false), program.code().getFirst());
    }

    @Test
    void subprogramsBeforeAndAfter() {
        Program program = expand("""
                r6 = subprog[second]
                call first
                r1 = r0
                callx r6
                exit
                first: call k
                r1 = r0
                call k
                exit
                second: call k
                exit
                """);
        assertEquals(11, TestBench.of(program).r0(5));
    }

    @Test
    void functionsLinesAndBodiesMove() {
        List<Kfunc> kfuncs = List.of(K.getFirst(), TestProgram.kfunc("b", new Kfunc.Binding.Body("sub4", 4)));
        Program plain = TestProgram.of("r6 = 1\ncall k\ncall f\nexit\nf: call k\nexit", kfuncs);
        TreeMap<Integer, Line> lines = new TreeMap<>();
        for (int at : new int[]{0, 1, 2, 4, 5}) {
            lines.put(at, new Line("a.c", at, 1, ""));
        }
        Program program = expand(new Program(plain.name(), plain.section(), plain.code(), plain.origins(), lines,
                plain.functions(), plain.maps(), plain.kfuncs(), plain.pass(), plain.before()), PLUS_TWO);
        assertEquals(List.of(0, 1, 5, 7, 11), List.copyOf(program.lines().keySet()));
        assertEquals(1, program.line(4).orElseThrow().line());
        assertEquals(List.of(new ProgramFunction("prog", 0, 7, ProgramFunction.Kind.MAIN),
                new ProgramFunction("sub4", 7, 12, ProgramFunction.Kind.SUBPROGRAM)), program.functions());
        assertEquals(new Kfunc.Binding.Body("sub4", 7), program.kfuncs().get(1).binding());
    }

    @Test
    void originsSayWhatWasReplaced() {
        Program program = expand("r1 = 4\ncall k\nexit");
        assertEquals(List.of(
                new Origin(PassName.OBJECT, 0, 0, -1, ""),
                new Origin(PassName.KFUNC_EXPANSION, 1, 1, 0, "a test unrolls k"),
                new Origin(PassName.KFUNC_EXPANSION, 1, 1, 1, "a test unrolls k"),
                new Origin(PassName.KFUNC_EXPANSION, 1, 1, 2, "a test unrolls k"),
                new Origin(PassName.KFUNC_EXPANSION, 1, 1, 3, "a test unrolls k"),
                new Origin(PassName.OBJECT, 2, 2, -1, "")), program.origins());
    }

    @Test
    void withoutAnUnrollerTheCallStays() {
        Program program = TestProgram.of("call k\nexit", K);
        assertSame(program, new KfuncExpansion(kfunc -> Optional.empty()).apply(program));
    }

    @Test
    void originsSurviveAppendedBodies() {
        Program expanded = expand("r6 = 1\ncall k\nr6 = 2\nexit");
        Program body = TestProgram.of("call g\nexit\ng: r0 = 5\nexit");
        Pass enter = KfuncBinding.of(Map.of("k", new KfuncAnswer.Body(body, "second")));
        Program linked = new BodyLink(body, "first").andThen(enter).apply(expanded);
        Chains.assertSound(linked);
        Program again = expand(enter.apply(TestProgram.of("call k\nexit", K)), "r0 = 1\nr0 = 2");
        Chains.assertSound(again);
        Program rewritten = enter.andThen(new CtxRewrite())
                .apply(TestProgram.of("r1 = *(u32 *)(r1 +16)\ncall k\nexit", K));
        Chains.assertSound(rewritten);
        XdpBench bench = new XdpBench(rewritten, 256, 60);
        assertEquals(5, bench.bench().r0(bench.xdp().address()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            r6 = 1, writes a register of the program
            r0 = r7, reads a register of the program
            *(u64 *)(r10 -8) = 1, uses the stack
            exit, leaves the program
            goto pc+1, jumps to 2
            goto pc-2, jumps to -1
            if r1 == 0 goto pc+5, jumps to 6
            call pc+0, refers to a subprogram
            callx r1, refers to a subprogram
            """)
    void refused(String insn, String part) {
        Program program = TestProgram.of("call k\nexit", K);
        ProblemException e = assertThrows(ProblemException.class, () -> expand(program, insn));
        assertTrue(e.what().contains(part), e.what());
    }

    @Test
    void earlyReturnsGoToTheEndOfThePatch() {
        Program program = expand(TestProgram.of("call k\nexit", K), "r0 = 7\nif r1 == 5 goto pc+32767\nr0 = 8");
        assertEquals(7, TestBench.of(program).r0(5));
        assertEquals(8, TestBench.of(program).r0(6));
    }

    @Test
    void thePatchOfTheFirstPostingHoldsFifteenInstructions() {
        Program program = TestProgram.of("call k\nexit", K);
        new KfuncExpansion(kfunc -> Optional.of(by("r0 = 1\n".repeat(15))), Patch.V1_LIMIT).apply(program);
        ProblemException e = assertThrows(ProblemException.class,
                () -> new KfuncExpansion(kfunc -> Optional.of(by("r0 = 1\n".repeat(16))), Patch.V1_LIMIT)
                        .apply(program));
        assertTrue(e.what().startsWith("bpf verifier is misconfigured"), e.what());
    }

    @Test
    void aDriverThatBreaksTheRulesFailsToUnroll() {
        ProblemException e =
                assertThrows(ProblemException.class, () -> expand(TestProgram.of("call k\nexit", K), "r6 = 1"));
        assertTrue(e.what().startsWith("failed to unroll kfunc with func_id=0"), e.what());
    }

    @Test
    void mangledRegistersAreAnEstimate() {
        assertEquals(Set.of(0, 2, 6),
                Patch.mangled(by("r2 = *(u64 *)(r1 +0)\nif r6 == 0 goto end\n*(u64 *)(r2 +0) = r3\n"
                        + "goto end\n").code()),
                "a compared register and a store's base count, and the 0 of a jump");
    }

    @Test
    void jumpsMayNotBecomeTooLong() {
        List<Insn> code = new ArrayList<>();
        code.add(new Insn.Jump(Insn.Width.W64, Insn.JumpOp.JEQ, 1, new Operand.Imm(0), 20_000));
        code.addAll(Collections.nCopies(20_000, new Insn.CallKfunc(0, 0)));
        code.add(new Insn.Exit());
        Program program = TestProgram.of(code, K, List.of());
        ProblemException e = assertThrows(ProblemException.class, () -> expand(program, "r0 = 1\nr0 = 2"));
        assertEquals(0, e.place().insn().orElseThrow());

        code.set(0, new Insn.Goto(20_000, true));
        Program wide = expand(TestProgram.of(code, K, List.of()), "r0 = 1\nr0 = 2");
        assertEquals(new Insn.Goto(40_000, true), wide.code().getFirst());
    }

    @Test
    void aJumpThatLeavesTheProgramIsAProblem() {
        Program program = TestProgram.of("goto pc+7\ncall k\nexit", K);
        assertThrows(ProblemException.class, () -> expand(program, "r0 = 1"));
    }
}
