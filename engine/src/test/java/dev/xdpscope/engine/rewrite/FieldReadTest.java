package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads of driver fields leave every register that is used later as it was, wherever context and result are. */
class FieldReadTest {
    private static final long VALUE = 0xfedc_ba98_7654_3210L;
    private static final int SAVED = 128;

    /** Destroys r1 to r5 and gives what lies at 56. */
    private static final Replacement INLINE = new Replacement(TestProgram.of("""
            r0 = *(u64 *)(r1 +56)
            if r0 == 0 goto pc+4
            r2 = 2
            r3 = 3
            r4 = 4
            r5 = 5
            r1 = 1
            """).code(), "a test unrolls");

    private static final Replacement CALLING = new Replacement(
            TestProgram.of("call f", List.of(TestProgram.kfunc("f", new Kfunc.Binding.Unbound()))).code(),
            "a test calls",
            List.of(new Replacement.Callee(TestProgram.of("r6 = r1\nr5 = 0\nr0 = *(u64 *)(r6 +56)\nr1 = 0\nexit"), 1,
                    "f")));

    private static CtxFields fields(Replacement value) {
        return (program, offset) -> switch (offset) {
            case 24 -> Optional.of(new CtxFields.Field("all", 8, Optional.of(value), 0, 64, SAVED));
            case 32 -> Optional.of(new CtxFields.Field("low", 4, Optional.of(value), 0, 32, SAVED));
            case 36 -> Optional.of(new CtxFields.Field("middle", 4, Optional.of(value), 12, 16, SAVED));
            case 40 -> Optional.of(new CtxFields.Field("none", 4, Optional.empty(), 0, 32, SAVED));
            default -> Optional.empty();
        };
    }

    /** Runs on a context whose driver's part holds {@link #VALUE}. */
    private static long run(Program program, Region[] context) {
        TestBench bench = TestBench.of(program);
        context[0] = bench.region(Region.Spec.of(Region.Kind.CONTEXT, "context", 192, ""));
        context[0].write(56, 8, VALUE);
        return bench.r0(context[0].address(0));
    }

    @Test
    void everyRegisterThatIsUsedLaterIsKept() {
        Random random = new Random(24);
        for (Replacement value : List.of(INLINE, CALLING)) {
            for (int base = 0; base < 10; base++) {
                for (int dst = 0; dst < 10; dst++) {
                    for (int round = 0; round < 6; round++) {
                        keeps(base, dst, round == 0 ? 0x3ff : random.nextInt(1 << 10), value);
                    }
                }
            }
        }
    }

    private static void keeps(int base, int dst, int used, Replacement value) {
        StringBuilder text = new StringBuilder();
        text.append("r%d = r1\n".formatted(base));
        for (int r = 0; r < 10; r++) {
            text.append(r == base ? "" : "r%d = %d\n".formatted(r, 1000 + r));
        }
        text.append("r%d = *(u64 *)(r%d +24)\n".formatted(dst, base));
        for (int r = 0; r < 10; r++) {
            text.append((used >> r & 1) == 0 ? "" : "*(u64 *)(r10 -%d) = r%d\n".formatted(8 * (r + 1), r));
        }
        text.append("r0 = 0\n");
        for (int r = 0; r < 10; r++) {
            text.append((used >> r & 1) == 0 ? ""
                    : "r0 *= 31\nr1 = *(u64 *)(r10 -%d)\nr0 += r1\n".formatted(8 * (r + 1)));
        }
        Program program = new CtxRewrite(fields(value)).apply(TestProgram.of(text + "exit"));
        Chains.assertSound(program);
        Region[] context = new Region[1];
        long r0 = run(program, context);
        long expected = 0;
        for (int r = 0; r < 10; r++) {
            long held = r == dst ? VALUE : r == base ? context[0].address(0) : 1000 + r;
            expected = (used >> r & 1) == 0 ? expected : 31 * expected + held;
        }
        assertEquals(expected, r0,
                "context in r" + base + ", result in r" + dst + ", used " + Integer.toBinaryString(used));
        int live = used & 0x3f & ~(1 << dst);
        long stores = program.code().stream().filter(i -> i instanceof Insn.Store s && s.base() == base).count();
        assertTrue(stores <= Integer.bitCount(live) + 1, "nothing is saved in vain");
        assertTrue(live != 0 || stores == 0, "nothing is saved in vain");
    }

    @Test
    void aFieldIsBitsOfTheValue() {
        Region[] context = new Region[1];
        assertEquals(VALUE & 0xffff_ffffL, run(rewritten("r0 = *(u32 *)(r1 +32)\nexit"), context));
        assertEquals(VALUE >> 12 & 0xffff, run(rewritten("r0 = *(u32 *)(r1 +36)\nexit"), context));
        assertEquals((int) VALUE, run(rewritten("r0 = *(s32 *)(r1 +32)\nexit"), context));
    }

    private static Program rewritten(String text) {
        return new CtxRewrite(fields(INLINE)).apply(TestProgram.of(text));
    }

    @Test
    void aFieldThatTheDriverLacksIsZero() {
        Program program = rewritten("r7 = *(u32 *)(r1 +40)\nr0 = r7\nexit");
        assertEquals(3, program.code().size());
        assertEquals("xdp_md->none: the driver has no such hint", program.origins().getFirst().why());
        assertEquals(PassName.CTX_REWRITE, program.origins().getFirst().pass());
        assertEquals(0, run(program, new Region[1]));
    }

    @Test
    void whatIsNeverWrittenIsNotSavedThoughACallMightReadIt() {
        Program program = rewritten("r6 = r1\nr1 = *(u64 *)(r6 +24)\nr2 = 5\ncall bpf_ktime_get_ns\nr0 = 0\nexit");
        assertTrue(program.code().stream().noneMatch(Insn.Store.class::isInstance), program.code().toString());
    }

    @Test
    void partsOfAFieldAndPlacesBetweenFieldsAreRefused() {
        for (String text : List.of("r0 = *(u32 *)(r1 +24)", "r0 = *(u32 *)(r1 +28)", "r0 = *(u16 *)(r1 +32)",
                "r0 = *(u64 *)(r1 +32)", "r0 = *(u32 *)(r1 +44)", "*(u32 *)(r1 +32) = r1")) {
            ProblemException e = assertThrows(ProblemException.class, () -> rewritten(text + "\nexit"));
            assertTrue(e.what().startsWith("invalid bpf_context access off="), e.what());
        }
    }
}
