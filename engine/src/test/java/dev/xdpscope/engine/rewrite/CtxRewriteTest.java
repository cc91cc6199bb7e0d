package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.xdp.XdpBench;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** xdp_md becomes xdp_buff wherever the context pointer goes (net/core/filter.c, 6.12; xlated code of Linux 6.18). */
class CtxRewriteTest {
    private static Program devmap(Program p) {
        return new Program(p.name(), "xdp/devmap", p.code(), p.origins(), p.lines(), p.functions(), p.maps(),
                p.kfuncs(),
                p.pass(), p.before());
    }

    private static String text(Program program) {
        return program.code().stream().map(Disassembler::text).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | r3 = *(u64 *)(r1 +0); exit
            4  | r3 = *(u64 *)(r1 +8); exit
            8  | r3 = *(u64 *)(r1 +16); exit
            12 | r3 = *(u64 *)(r1 +32); r3 = *(u64 *)(r3 +0); r3 = *(u32 *)(r3 +224); exit
            16 | r3 = *(u64 *)(r1 +32); r3 = *(u32 *)(r3 +8); exit
            20 | r3 = *(u64 *)(r1 +40); r3 = *(u64 *)(r3 +0); r3 = *(u32 *)(r3 +224); exit
            """)
    void fields(int offset, String expected) {
        Program program = new CtxRewrite().apply(devmap(TestProgram.of("r3 = *(u32 *)(r1 +" + offset + ")\nexit")));
        assertEquals(expected, text(program));
        assertTrue(program.origins().subList(0, program.code().size() - 1).stream()
                .allMatch(o -> o.pass() == PassName.CTX_REWRITE && o.insn() == 0 && o.kernelCode()));
        Chains.assertSound(program);
    }

    /** convert_ctx_accesses() in kernel/bpf/verifier.c, 6.12: the sign is extended after the field's own loads. */
    @Test
    void aNumberMayBeReadWithItsSign() {
        Program program = new CtxRewrite().apply(TestProgram.of("r0 = *(s32 *)(r1 +16)\nexit"));
        assertEquals("r0 = *(u64 *)(r1 +32); r0 = *(u32 *)(r0 +8); r0 = (s32)r0; exit", text(program));
        XdpBench bench = new XdpBench(program, 256, 60);
        assertEquals(5, bench.bench().r0(bench.xdp().address()));
    }

    @ParameterizedTest
    @CsvSource({"12, 3", "16, 5", "20, 4"})
    void numbersReadWhenRun(int offset, long expected) {
        for (String register : new String[]{"r0", "r1"}) {
            Program program = new CtxRewrite().apply(devmap(TestProgram.of(
                    register + " = *(u32 *)(r1 +" + offset + ")\nr0 = " + register + "\nexit")));
            XdpBench bench = new XdpBench(program, 256, 60);
            assertEquals(expected, bench.bench().r0(bench.xdp().address()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r0 = *(u8 *)(r1 +0)         | invalid bpf_context access off=0 size=1
            r0 = *(u16 *)(r1 +4)        | invalid bpf_context access off=4 size=2
            r0 = *(u64 *)(r1 +0)        | invalid bpf_context access off=0 size=8
            r0 = *(u32 *)(r1 +2)        | invalid bpf_context access off=2 size=4
            r0 = *(u32 *)(r1 +24)       | invalid bpf_context access off=24 size=4
            r0 = *(u32 *)(r1 -4)        | invalid bpf_context access off=-4 size=4
            r0 = *(s32 *)(r1 +0)        | invalid bpf_context access off=0 size=4
            r0 = *(s32 *)(r1 +8)        | invalid bpf_context access off=8 size=4
            r0 = *(s16 *)(r1 +16)       | invalid bpf_context access off=16 size=2
            r0 = *(u32 *)(r1 +20)       | invalid bpf_context access off=20 size=4
            *(u32 *)(r1 +16) = 1        | invalid bpf_context access off=16 size=4
            *(u64 *)(r1 +8) = r2        | invalid bpf_context access off=8 size=8
            lock *(u32 *)(r1 +16) += r2 | BPF_ATOMIC stores into R1 ctx is not allowed
            r1 += 4; r0 = *(u32 *)(r1 +0)            | dereference of modified ctx ptr R1 disallowed
            r2 = 4; r2 += r1; r0 = *(u32 *)(r2 +0)   | dereference of modified ctx ptr R2 disallowed
            if r2 == 0 goto pc+1; r1 = r10; r0 = *(u32 *)(r1 -4) | same insn cannot be used with different pointers
            """)
    void refused(String source, String part) {
        String text = source.replace("; ", "\n") + "\nexit";
        ProblemException e = assertThrows(ProblemException.class, () -> new CtxRewrite().apply(TestProgram.of(text)));
        assertTrue(e.what().contains(part), e.what());
        assertEquals(text.lines().count() - 2, e.place().insn().orElseThrow());
    }

    /** Each program returns the queue index, 5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r0 = *(u32 *)(r1 +16); exit
            r6 = r1; call bpf_get_smp_processor_id; r0 = *(u32 *)(r6 +16); exit
            r1 += 0; r0 = *(u32 *)(r1 +16); exit
            *(u64 *)(r10 -16) = r1; r1 = 0; r2 = *(u64 *)(r10 -16); r0 = *(u32 *)(r2 +16); exit
            *(u64 *)(r10 -16) = r1; call f; r2 = *(u64 *)(r10 -16); r0 = *(u32 *)(r2 +16); exit; f: *(u64 *)(r10 -16) = 0; exit
            call f; exit; f: r0 = *(u32 *)(r1 +16); exit
            r2 = r1; r1 = 7; call f; exit; f: r6 = r2; r1 = r6; call g; exit; g: r0 = *(u32 *)(r1 +16); exit
            if r1 == 0 goto pc+2; r0 = *(u32 *)(r1 +16); exit; r0 = 1; exit
            *(u64 *)(r10 -16) = r1; r1 = 1; r2 = subprog[f]; r3 = r10; r3 += -16; r4 = 0; call bpf_loop; r0 = *(u64 *)(r10 -8); exit; f: r3 = *(u64 *)(r2 +0); r4 = *(u32 *)(r3 +16); *(u64 *)(r2 +8) = r4; r0 = 0; exit
            *(u64 *)(r10 -16) = r1; *(u64 *)(r10 -8) = r1; r1 = 2; r2 = subprog[f]; r3 = r10; r3 += -16; r4 = 0; call bpf_loop; r2 = *(u64 *)(r10 -8); r0 = *(u32 *)(r2 +16); exit; f: r3 = *(u64 *)(r2 +0); *(u64 *)(r2 +8) = r3; r0 = 0; exit
            r2 = r10; r2 += -24; *(u64 *)(r2 +8) = r1; r3 = *(u64 *)(r10 -16); r0 = *(u32 *)(r3 +16); exit
            *(u64 *)(r10 -16) = r1; r1 = r10; r1 -= 16; call f; exit; f: r2 = *(u64 *)(r1 +0); r0 = *(u32 *)(r2 +16); exit
            r2 = r1; r1 = r10; call f; r2 = *(u64 *)(r10 -8); r0 = *(u32 *)(r2 +16); exit; f: *(u64 *)(r1 -8) = r2; exit
            call f; r0 = *(u32 *)(r0 +16); exit; f: r0 = r1; exit
            r2 = 2; call f; exit; f: r6 = r1; if r2 == 0 goto pc+2; r2 = 0; call f; r0 = *(u32 *)(r6 +16); exit
            *(u64 *)(r10 -8) = r1; r6 = r1; r1 = r10; call f; r1 = r6; *(u64 *)(r10 -8) = 0; *(u64 *)(r10 -16) = r1; r1 = r10; r1 += -8; call f; exit; f: r2 = *(u64 *)(r1 -8); r0 = *(u32 *)(r2 +16); exit
            r7 = 2; top: r0 = *(u32 *)(r1 +16); r7 += -1; if r7 != 0 goto top; exit
            """)
    void theContextIsFollowed(String source) {
        Program program = new CtxRewrite().apply(TestProgram.of(source.replace("; ", "\n")));
        Decoder.checkTargets(program.code());
        Chains.assertSound(program);
        XdpBench bench = new XdpBench(program, 256, 60);
        assertEquals(5, bench.bench().r0(bench.xdp().address()));
    }

    @Test
    void otherPointersAreLeftAlone() {
        Program program = TestProgram.of("""
                *(u64 *)(r10 -8) = r1
                *(u32 *)(r10 -8) = 0
                r2 = *(u64 *)(r10 -8)
                r3 = *(u32 *)(r10 -8)
                w4 = w1
                call f
                r1 = r10
                r3 = *(u32 *)(r1 -8)
                exit
                f:
                r1 = r10
                r1 = *(u32 *)(r1 -8)
                exit
                """);
        assertEquals(program, new CtxRewrite().apply(program));
    }

    /** 8^7 ways through the calls, each with another stack: the verifier refuses that, and so it need not be followed. */
    @Test
    void tooManyWaysThroughCalls() {
        StringBuilder text = new StringBuilder("r1 = r10\n");
        for (int i = 0; i < 7; i++) {
            text.append("r6 = r1\n");
            for (int off = -8; off >= -64; off -= 8) {
                text.append("r1 = r6\nr1 += ").append(off).append("\ncall f").append(i).append("\n");
            }
            text.append("exit\nf").append(i).append(":\n*(u64 *)(r1 +0) = r10\n");
        }
        Program program = TestProgram.of(text + "exit\n");
        ProblemException e = assertThrows(ProblemException.class, () -> new CtxRewrite().apply(program));
        assertTrue(e.what().contains("too complex"), e.what());
    }

    @Test
    void recursionEnds() {
        Program program = TestProgram.of("r1 = r10\ncall f\nexit\nf:\nr1 += -8\nr2 = r10\ncall f\nexit\n");
        assertEquals(program, new CtxRewrite().apply(program));
    }

    @Test
    void afterACallTheArgumentsAreGone() {
        Program program = TestProgram.of("call bpf_get_smp_processor_id\nr0 = *(u32 *)(r1 +0)\nexit");
        assertEquals(program, new CtxRewrite().apply(program));
    }

    @Test
    void expandedCodeIsNotTouched() {
        List<Kfunc> kfuncs = List.of(TestProgram.kfunc("k", new Kfunc.Binding.Unbound()));
        Program expanded = new KfuncExpansion(kfunc -> Optional
                .of(new Replacement(TestProgram.of("r2 = *(u32 *)(r1 +48)\nr0 = r2").code(), "a test")))
                .apply(TestProgram.of("r6 = r1\ncall k\nr0 = *(u32 *)(r6 +16)\nexit", kfuncs));
        Program program = new CtxRewrite().apply(expanded);
        assertEquals("r6 = r1; r2 = *(u32 *)(r1 +48); r0 = r2; r0 = *(u64 *)(r6 +32); r0 = *(u32 *)(r0 +8); exit",
                text(program));
        Chains.assertSound(program);
        assertEquals(List.of(-1, 0, 1, 0, 1, -1), program.origins().stream().map(o -> o.step()).toList());
    }
}
