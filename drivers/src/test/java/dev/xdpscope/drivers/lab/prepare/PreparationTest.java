package dev.xdpscope.drivers.lab.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.export.ExportKfuncs;
import dev.xdpscope.drivers.lab.Samples;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.KernelSettings;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.rx.SkbArea;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.ObjectFunction;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.KfuncAnswer;
import dev.xdpscope.engine.rewrite.KfuncBinding;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.rewrite.Pass;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What passes programs go through, and what becomes of their kfuncs. */
final class PreparationTest {
    private static final List<AccessDesign> DESIGNS = List.of(AccessDesign.KFUNC_CALL, AccessDesign.KFUNC_UNROLLED);

    private static Program link(Scenario scenario, String program, ConfiguredNic setup) {
        return BpfObject.read(scenario.program().object()).link(program, Optional.of(setup.driver().btf()),
                kfunc -> KnownKfuncs.exist(kfunc, setup));
    }

    /** Answers for one kfunc only. */
    private static Pass binding(KfuncAnswers answers, Kfunc only) {
        return new KfuncBinding(kfunc -> kfunc.name().equals(only.name())
                && kfunc.parameters() == only.parameters() ? answers.called(kfunc) : new KfuncAnswer.Nobody());
    }

    @Test
    void boundInOneGoAndOneByOneIsTheSame() {
        for (AccessDesign design : DESIGNS) {
            int several = 0;
            for (Scenario scenario : Samples.all()) {
                KfuncAnswers answers = answers(scenario, design);
                for (ObjectFunction program : BpfObject.read(scenario.program().object()).programs()) {
                    Program linked = link(scenario, program.name(), answers.setup());
                    Program expanded = new KfuncExpansion(answers::inPlace).apply(linked);
                    Program atOnce = new KfuncBinding(answers::called).apply(expanded);
                    Program oneByOne = Pass.all(expanded.kfuncs().stream().map(k -> binding(answers, k)).toList())
                            .apply(expanded);
                    assertSameButForTheWay(atOnce, oneByOne);
                    several += atOnce != expanded && linked.kfuncs().size() > 1 ? 1 : 0;
                }
            }
            assertTrue(several > 5, design + " binds several kfuncs in " + several + " programs");
        }
    }

    private static KfuncAnswers answers(Scenario scenario, AccessDesign design) {
        ConfiguredNic setup =
                Nics.load(scenario.nic().name()).configure(scenario.nic().revision(), scenario.nic().configuration());
        return new KfuncAnswers(setup, design,
                new ExportKfuncs(setup, scenario.kernel().export(), scenario.kernel().magic()));
    }

    /** All that a program is, but for how many forms it has come through. */
    private static void assertSameButForTheWay(Program a, Program b) {
        assertEquals(a.code(), b.code());
        assertEquals(a.lines(), b.lines());
        assertEquals(a.functions(), b.functions());
        assertEquals(a.kfuncs(), b.kfuncs());
        assertEquals(a.maps().stream().map(MapSpec::name).toList(), b.maps().stream().map(MapSpec::name).toList());
        assertEquals(a.origins().stream().map(o -> new Origin(o.pass(), 0, o.insn(), o.step(), o.why())).toList(),
                b.origins().stream().map(o -> new Origin(o.pass(), 0, o.insn(), o.step(), o.why())).toList());
    }

    @Test
    void everyFormOfASampleIsFoundByItsName() {
        Set<PassName> met = EnumSet.noneOf(PassName.class);
        for (Scenario scenario : Samples.all()) {
            ConfiguredNic setup =
                    Nics.load(scenario.nic().name()).configure(scenario.nic().revision(),
                            scenario.nic().configuration());
            Program linked =
                    link(scenario,
                            ProgramChoice.of(BpfObject.read(scenario.program().object()), scenario.program().name()),
                            setup);
            Preparation preparation = Preparation.inDriver(setup, scenario.program().design(), scenario.kernel());
            Program run = preparation.apply(linked);
            assertSame(linked, run.after(PassName.RELOCATION));
            assertEquals(List.of(PassName.KFUNC_EXPANSION, PassName.KFUNC_LINK, PassName.CTX_REWRITE),
                    Pass.all(preparation.passes()).names());
            Program form = linked;
            for (Pass pass : preparation.passes()) {
                form = pass.apply(form);
                assertSameButForTheWay(form, run.after(pass.names().getFirst()));
                met.add(run.after(pass.names().getFirst()).pass());
            }
        }
        assertEquals(EnumSet.range(PassName.RELOCATION, PassName.CTX_REWRITE), met);
    }

    /** hints_to_metadata calls three kfuncs of drivers. */
    @Test
    void withoutADriverTheFirstKfuncThatAsksOneIsRefused() {
        ConfiguredNic setup = Nics.load("mlx5").configure(Optional.empty(), Map.of());
        Scenario scenario = Samples.scenario("hints-to-metadata/scenario.json");
        Program linked = link(scenario,
                ProgramChoice.of(BpfObject.read(scenario.program().object()), scenario.program().name()), setup);
        String first = linked.code().stream().filter(Insn.CallKfunc.class::isInstance)
                .map(insn -> linked.kfuncs().get(((Insn.CallKfunc) insn).id()).name()).findFirst().orElseThrow();
        ProblemException unbound =
                assertThrows(ProblemException.class, () -> Preparation.unbound().apply(linked));
        assertEquals(
                "section xdp: the program calls kfunc " + first + ": metadata kfuncs require device-bound program. "
                        + "Let the program that the NIC is bound to leave the hints in the metadata area.",
                unbound.getMessage());
        ProblemException tc = assertThrows(ProblemException.class, () -> Preparation
                .onSkb(SkbArea.install(new Memory(), setup.driver().btf())).apply(linked));
        assertEquals("section xdp: the program calls kfunc " + first + ": metadata kfuncs are for XDP programs. "
                + "Read the metadata area from __sk_buff->data_meta.", tc.getMessage());
    }

    @Test
    void whatAnswersAKfunc() {
        ConfiguredNic none = Nics.load("none").configure(Optional.empty(), Map.of());
        KernelSettings kernel = KernelSettings.DEFAULT;
        KfuncAnswers answers = new KfuncAnswers(none, AccessDesign.KFUNC_CALL,
                new ExportKfuncs(none, kernel.export(), kernel.magic()));
        assertEquals(new KfuncAnswer.Stub(-95), answers.called(kfunc("bpf_xdp_metadata_rx_timestamp", 2, false)));
        assertEquals(new KfuncAnswer.Stub(0), answers.called(kfunc("bpf_xdp_metadata_rx_timestamp", 1, false)));
        assertEquals(new KfuncAnswer.Native(), answers.called(kfunc("bpf_xdp_pull_data", 2, false)));
        assertEquals(new KfuncAnswer.Nobody(), answers.called(kfunc("bpf_no_such_thing", 1, true)));
        assertEquals("the program calls kfunc bpf_no_such_thing, which is not known",
                answers.called(kfunc("bpf_no_such_thing", 1, false)) instanceof KfuncAnswer.Refused r ? r.what() : "");
        assertTrue(answers.inPlace(kfunc("bpf_rdonly_cast", 2, false)).isPresent());
        assertTrue(answers.inPlace(kfunc("bpf_xdp_metadata_rx_timestamp", 1, false)).isEmpty());
    }

    private static Kfunc kfunc(String name, int parameters, boolean weak) {
        return new Kfunc(name, parameters, weak, new Kfunc.Binding.Unbound());
    }
}
