package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.Tools;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Passes as values: composed, applied to programs of real objects, and their forms found by name. */
class PassTest {
    private static final List<Insn> UNROLLED = TestProgram.of("*(u64 *)(r2 +0) = 77\nr0 = 0").code();
    private static final Program BODY =
            TestProgram.of("*(u32 *)(r2 +0) = 5\n*(u32 *)(r3 +0) = 8\nr0 = 0\nexit");

    private static final Pass TIMESTAMP = new KfuncExpansion(
            kfunc -> kfunc.name().endsWith("timestamp") ? Optional.of(new Replacement(UNROLLED, "a test unrolls"))
                    : Optional.empty());
    private static final Pass HASH =
            KfuncBinding.of(Map.of("bpf_xdp_metadata_rx_hash", new KfuncAnswer.Body(BODY, "a test's body")));
    private static final Pass CTX = new CtxRewrite();

    private static Program link(String object, String program) {
        return BpfObject.read(Tools.fixture(object)).link(program, Optional.empty());
    }

    @Test
    void twoPassesMakeOne() {
        Program linked = link("kfuncs.bpf.o", "rx");
        List<Insn> unrolled = UNROLLED;
        Program body = BODY;
        // @start region=compose
        Pass timestamp = new KfuncExpansion(kfunc -> kfunc.name().equals("bpf_xdp_metadata_rx_timestamp")
                ? Optional.of(new Replacement(unrolled, "the driver's instructions")) : Optional.empty());
        Pass hash = KfuncBinding.of(Map.of(
                "bpf_xdp_metadata_rx_hash", new KfuncAnswer.Body(body, "the driver's function")));
        Pass both = timestamp.andThen(hash);

        Program run = both.apply(linked);
        Program expanded = run.after(PassName.KFUNC_EXPANSION); // where the hash is not bound yet
        // @end
        assertEquals(List.of(PassName.KFUNC_EXPANSION, PassName.KFUNC_LINK), both.names());
        assertEquals(timestamp.apply(linked), expanded);
        assertEquals(hash.apply(expanded), run);
        assertInstanceOf(Kfunc.Binding.Unbound.class, kfunc(expanded, "bpf_xdp_metadata_rx_hash").binding());
        assertEquals(new Kfunc.Binding.Body("prog", expanded.code().size()),
                kfunc(run, "bpf_xdp_metadata_rx_hash").binding());
        Chains.assertSound(run);
    }

    private static Kfunc kfunc(Program program, String name) {
        return program.kfuncs().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void howPassesAreComposedDoesNotMatter() {
        Pass left = TIMESTAMP.andThen(HASH).andThen(CTX);
        Pass right = TIMESTAMP.andThen(HASH.andThen(CTX));
        assertEquals(left, right);
        assertEquals(Pass.all(List.of(TIMESTAMP, HASH, CTX)), left);
        assertNotEquals(HASH.andThen(TIMESTAMP), TIMESTAMP.andThen(HASH));
        Program linked = link("kfuncs.bpf.o", "rx");
        Program byHand = CTX.apply(HASH.apply(TIMESTAMP.apply(linked)));
        assertEquals(byHand, left.apply(linked));
        assertEquals(byHand, right.apply(linked));
        assertEquals(byHand, Pass.all(List.of(Pass.all(List.of()), left)).apply(linked));
    }

    @Test
    void withoutPassesAProgramStaysAsItIs() {
        Program linked = link("kfuncs.bpf.o", "rx");
        assertSame(linked, Pass.all(List.of()).apply(linked));
        assertEquals(List.of(), Pass.all(List.of()).names());
    }

    @Test
    void formsAreFoundByTheNameOfTheirPass() {
        Program linked = link("kfuncs.bpf.o", "rx");
        Program run = TIMESTAMP.andThen(HASH).andThen(CTX).apply(linked);
        assertEquals(PassName.OBJECT, run.after(PassName.OBJECT).pass());
        assertSame(run.object(), run.after(PassName.OBJECT));
        assertSame(linked, run.after(PassName.RELOCATION));
        assertEquals(PassName.KFUNC_EXPANSION, run.after(PassName.KFUNC_EXPANSION).pass());
        assertEquals(PassName.KFUNC_LINK, run.after(PassName.KFUNC_LINK).pass());
        // Nothing in it reads the context, so that the last pass makes no form.
        assertSame(run, run.after(PassName.CTX_REWRITE));
        assertSame(run, run.after(PassName.KFUNC_LINK));

        Program second = link("subprograms.bpf.o", "second");
        Program rewritten = TIMESTAMP.andThen(HASH).andThen(CTX).apply(second);
        assertEquals(PassName.CTX_REWRITE, rewritten.pass());
        assertSame(second, rewritten.after(PassName.KFUNC_LINK));
        assertSame(second, rewritten.after(PassName.RELOCATION));
    }

    @Test
    void whatIsAppendedAfterALaterPassBelongsToIt() {
        Program second = link("subprograms.bpf.o", "second");
        Program rewritten = CTX.apply(second);
        Program run = new BodyLink(BODY, "the sk_buff path").apply(rewritten);
        assertEquals(PassName.KFUNC_LINK, run.pass());
        assertSame(run, run.after(PassName.CTX_REWRITE));
        assertSame(second, run.after(PassName.KFUNC_LINK));
        assertEquals(rewritten.code(), run.code().subList(0, rewritten.code().size()));
    }

    @Test
    void allKfuncsAreBoundInOneForm() {
        Program linked = link("kfuncs.bpf.o", "rx");
        Pass all = KfuncBinding.of(Map.of("bpf_xdp_metadata_rx_hash", new KfuncAnswer.Body(BODY, "a test's body"),
                "bpf_xdp_metadata_rx_timestamp", new KfuncAnswer.Stub(-95)));
        Program bound = all.apply(linked);
        assertSame(linked, bound.before().orElseThrow());
        assertEquals(new Kfunc.Binding.Stub(-95), kfunc(bound, "bpf_xdp_metadata_rx_timestamp").binding());
        assertEquals(new Kfunc.Binding.Body("prog", linked.code().size()),
                kfunc(bound, "bpf_xdp_metadata_rx_hash").binding());
        assertTrue(bound.origins().subList(linked.code().size(), bound.code().size()).stream()
                .allMatch(o -> o.pass() == PassName.KFUNC_LINK && o.previous() < 0));
        assertSame(bound, all.apply(bound), "what is bound stays bound");
    }

    @Test
    void anExpansionAndTheFunctionsThatItCallsAreOneForm() {
        Replacement calls = new Replacement(List.of(new Insn.CallKfunc(0, 0)), "a test unrolls",
                List.of(new Replacement.Callee(BODY, 3, "for the hash")));
        Program linked = link("kfuncs.bpf.o", "rx");
        Program expanded = new KfuncExpansion(kfunc -> Optional.of(calls)).apply(linked);
        assertEquals(PassName.KFUNC_EXPANSION, expanded.pass());
        assertSame(linked, expanded.before().orElseThrow());
        Chains.assertSound(expanded);
    }

    @Test
    void aPassThatThrowsLeavesTheProgramAsItWas() {
        Program linked = link("kfuncs.bpf.o", "rx");
        List<Insn> code = List.copyOf(linked.code());
        List<Origin> origins = List.copyOf(linked.origins());
        List<Kfunc> kfuncs = List.copyOf(linked.kfuncs());
        Pass refuses = new KfuncBinding(kfunc -> kfunc.name().endsWith("timestamp")
                ? new KfuncAnswer.Refused("no clock today", "Come back.") : new KfuncAnswer.Body(BODY, "a test"));
        ProblemException e = assertThrows(ProblemException.class, () -> refuses.andThen(CTX).apply(linked));
        assertEquals("section xdp: no clock today. Come back.", e.getMessage());
        assertEquals(code, linked.code());
        assertEquals(origins, linked.origins());
        assertEquals(kfuncs, linked.kfuncs());
        assertTrue(linked.kfuncs().stream().allMatch(k -> k.binding() instanceof Kfunc.Binding.Unbound));
        assertFalse(TIMESTAMP.andThen(HASH).apply(linked).kfuncs().isEmpty());
    }

    @Test
    void onlyAnObjectsOwnFormIsMadeOfNothing() {
        Program p = link("kfuncs.bpf.o", "rx");
        assertThrows(IllegalArgumentException.class, () -> new Program(p.name(), p.section(), p.code(), p.origins(),
                p.lines(), p.functions(), p.maps(), p.kfuncs(), PassName.RELOCATION, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Program(p.name(), p.section(), p.code(), p.origins(),
                p.lines(), p.functions(), p.maps(), p.kfuncs(), PassName.OBJECT, Optional.of(p)));
    }
}
