package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A driver's patch inside the core's, as in bpf_xdp_metadata_export_to_skb() of November 2022. */
class NestedPatchTest {
    /** Leaves early, by the distance that stands for the end of the patch, where r1 is 0. */
    private static final String DRIVER = "r0 = 7\nif r1 == 0 goto +32767\nr0 = 9";

    /** What the core does with the value, for want of memory: the store of the real one. */
    private static final String CORE = "r0 += 100";

    private static List<Insn> insns(String text) {
        return Assembler.assemble(text, Symbols.NONE, Set.of());
    }

    private static long run(List<Insn> driver, long argument) {
        List<Insn> nested = new ArrayList<>(driver);
        nested.addAll(insns(CORE));
        Program program = TestProgram.of("call k\nexit", List.of(TestProgram.kfunc("k", new Kfunc.Binding.Unbound())));
        return TestBench
                .of(new KfuncExpansion(k -> Optional.of(new Replacement(nested, "a test nests"))).apply(program))
                .r0(argument);
    }

    /** RFC v2 resolved once, when the outer patch was complete: the early return leaves that one too. */
    @Test
    void resolvedWithTheOuterPatchAnEarlyReturnSkipsTheStore() {
        assertEquals(109, run(insns(DRIVER), 1));
        assertEquals(7, run(insns(DRIVER), 0));
    }

    @Test
    void resolvedForItselfItGoesOnBehindTheDriversCode() {
        assertEquals(109, run(Patch.resolve(insns(DRIVER)), 1));
        assertEquals(107, run(Patch.resolve(insns(DRIVER)), 0));
    }
}
