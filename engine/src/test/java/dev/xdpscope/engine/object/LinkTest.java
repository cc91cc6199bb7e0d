package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static Program link(String object, String program) {
        return BpfObject.read(Tools.fixture(object)).link(program, Optional.empty());
    }

    private static List<String> changes(Program program) {
        return IntStream.range(0, program.code().size())
                .filter(i -> program.origins().get(i).pass() == PassName.RELOCATION)
                .filter(i -> !(program.code().get(i) instanceof Insn.SecondSlot))
                .mapToObj(i -> i + " " + program.origins().get(i).why()).toList();
    }

    @Test
    void givesMapsAndDataTheirTableIndexesAndSaysWhy() {
        Program p = link("maps.bpf.o", "count");
        assertEquals(new Insn.LoadImm64(1, new Imm64.MapFd(0)), p.code().get(13));
        assertEquals(new Insn.LoadImm64(1, new Imm64.MapValue(2, 4)), p.code().get(7));
        assertEquals("totals", p.maps().getFirst().name());
        assertEquals(".rodata", p.maps().get(2).name());
        assertEquals(List.of("7 ports (.rodata+4)", "13 map totals", "17 errors (.data.errors+0)", "31 seen (.data+0)",
                "36 limit (.rodata+0)", "40 dropped (.bss+0)", "48 map flows"), changes(p));
        assertEquals(new Origin(PassName.RELOCATION, 14, 14, -1, "map totals"), p.origins().get(14));
        assertEquals(Origin.source(0), p.origins().getFirst());
    }

    @Test
    void keepsTheObjectsOwnFormBefore() {
        Program object = link("maps.bpf.o", "count").after(PassName.OBJECT);
        assertEquals(Optional.empty(), object.before());
        assertEquals(new Insn.LoadImm64(1, new Imm64.Value(0)), object.code().get(13));
        assertEquals(IntStream.range(0, 56).mapToObj(Origin::source).toList(), object.origins());
        assertEquals(6, object.maps().size());
    }

    @Test
    void keepsSourceLinesOfEveryFunction() {
        Program p = link("subprograms.bpf.o", "second");
        assertEquals("    u32 sum = mix(ctx->data, ctx->data_end);", p.line(0).orElseThrow().text());
        assertEquals("./subprograms.bpf.c", p.line(0).orElseThrow().file());
        assertEquals(35, p.line(0).orElseThrow().line());
        assertEquals(15, p.line(0).orElseThrow().column());
        assertTrue(p.line(22).orElseThrow().text().contains("return fold("));
        assertTrue(p.line(24).orElseThrow().text().contains("value ^ value >> 32"));
        assertEquals(p.lines(), p.object().lines());
    }

    @Test
    void appendsSubprogramsInTheOrderTheyAreMet() {
        Program p = link("subprograms.bpf.o", "second");
        assertEquals(List.of(new ProgramFunction("second", 0, 14, ProgramFunction.Kind.MAIN),
                new ProgramFunction("mix", 14, 24, ProgramFunction.Kind.SUBPROGRAM),
                new ProgramFunction("fold", 24, 28, ProgramFunction.Kind.SUBPROGRAM)), p.functions());
        assertEquals(new Insn.CallLocal(11), p.code().get(2));
        assertEquals(new Insn.CallLocal(17), p.code().get(6));
        assertEquals(new Insn.CallLocal(1), p.code().get(22));
        assertEquals(p.code(), p.object().code());
        assertEquals(List.of("2 call of subprogram mix", "6 call of subprogram fold"), changes(p));
    }

    @Test
    void leadsFunctionPointersToTheirFunctions() {
        Program p = link("subprograms.bpf.o", "third");
        int at = IntStream.range(0, 14).filter(i -> p.code().get(i) instanceof Insn.LoadImm64).findFirst()
                .orElseThrow();
        int visit = p.functions().stream().filter(f -> f.name().equals("visit")).findFirst().orElseThrow().start();
        assertEquals(new Insn.LoadImm64(2, new Imm64.Code(visit - at - 1)), p.code().get(at));
        assertEquals("address of subprogram visit", p.origins().get(at).why());
        assertEquals(List.of("third", "visit", "mix", "fold"),
                p.functions().stream().map(ProgramFunction::name).toList());
    }

    @Test
    void listsKfuncsInTheOrderOfTheirCalls() {
        Program p = link("kfuncs.bpf.o", "rx");
        assertEquals(List.of(
                new Kfunc("bpf_xdp_metadata_rx_hash", 3, false, new Kfunc.Binding.Unbound()),
                new Kfunc("bpf_xdp_metadata_rx_timestamp", 2, false, new Kfunc.Binding.Unbound())), p.kfuncs());
        List<Insn> calls = p.code().stream().filter(i -> i instanceof Insn.CallKfunc).toList();
        assertEquals(List.of(new Insn.CallKfunc(0, 0), new Insn.CallKfunc(1, 0)), calls);
        assertEquals(2, p.object().code().stream().filter(new Insn.CallKfunc(-1, 0)::equals).count());
        assertTrue(changes(p).stream().anyMatch(c -> c.endsWith("kfunc bpf_xdp_metadata_rx_hash")));
    }

    @Test
    void answersWhetherAKfuncExists() {
        BpfObject object = BpfObject.read(Tools.fixture("kfuncs.bpf.o"));
        Program there = object.link("maybe", Optional.empty());
        assertTrue(there.kfuncs().getFirst().weak());
        assertTrue(there.code().contains(new Insn.LoadImm64(2, new Imm64.Value(1))));
        Program absent = object.link("maybe", Optional.empty(), name -> false);
        assertTrue(absent.code().contains(new Insn.LoadImm64(2, new Imm64.Value(0))));
    }

    @Test
    void poisonsCallsOfWeakKfuncsThatAreMissing() {
        BpfObject object = BpfObject.read(Tools.fixture("ksyms.bpf.o"));
        Program guarded = object.link("guarded", Optional.empty(), name -> false);
        assertEquals(new Insn.CallHelper(2_002_000_004), guarded.code().get(4));
        assertEquals(List.of("0 address of kfunc bpf_xdpscope_second",
                "4 no kfunc bpf_xdpscope_second in the kernel, poisoned", "6 CONFIG_XDPSCOPE"), changes(guarded));
        assertEquals(new Insn.CallKfunc(0, 0), object.link("guarded", Optional.empty()).code().get(4));
    }

    @Test
    void findsKfuncsWithoutTheirFlavour() {
        BpfObject object = BpfObject.read(Tools.fixture("ksyms.bpf.o"));
        Program p = object.link("flavours", Optional.empty(), "bpf_xdpscope_flavoured"::equals);
        assertEquals(List.of("bpf_xdpscope_flavoured 2", "bpf_xdpscope_flavoured 1"),
                p.kfuncs().stream().map(k -> k.name() + " " + k.parameters()).toList());
        assertEquals(List.of(new Insn.CallKfunc(0, 0), new Insn.CallKfunc(1, 0)),
                p.code().stream().filter(Insn.CallKfunc.class::isInstance).toList());
    }

    @Test
    void weakKernelVariablesAreAtNoAddress() {
        Program p = BpfObject.read(Tools.fixture("ksyms.bpf.o")).link("variables", Optional.empty());
        assertEquals(List.of(0L, 0L), p.code().stream().filter(Insn.LoadImm64.class::isInstance)
                .map(i -> ((Imm64.Value) ((Insn.LoadImm64) i).value()).value()).toList());
    }

    @Test
    void refusesKernelVariablesByName() {
        ProblemException e = assertThrows(ProblemException.class, () -> link("kfuncs.bpf.o", "variable"));
        assertTrue(e.what().contains("some_kernel_variable"), e.getMessage());
        assertEquals(Optional.of("xdp"), e.place().section());
        assertTrue(e.place().insn().isPresent());
    }

    @Test
    void linksAFunctionThatIsNoProgram() {
        Program p = link("subprograms.bpf.o", "mix");
        assertEquals(List.of("mix", "fold"), p.functions().stream().map(ProgramFunction::name).toList());
    }
}
