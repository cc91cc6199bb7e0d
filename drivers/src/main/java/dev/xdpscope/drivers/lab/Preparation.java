package dev.xdpscope.drivers.lab;

import dev.xdpscope.drivers.nic.Setup;
import dev.xdpscope.drivers.nic.Unrolling;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.CtxRewrite;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.rewrite.KfuncLink;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes a linked program through the passes: kfunc expansion, kfunc binding, context rewrite. */
final class Preparation {
    /** Kfuncs that the verifier replaces by a move of their first argument (kernel/bpf/verifier.c, 6.12). */
    private static final Set<String> CASTS = Set.of("bpf_cast_to_kern_ctx", "bpf_rdonly_cast");

    private static final String METADATA_PREFIX = "bpf_xdp_metadata_";
    private static final long EOPNOTSUPP = -95;

    /** What the core put in place of a kfunc of the RFC series that the driver left alone ("xdp: hints via kfuncs", RFC v2). */
    private static final Insn NOTHING = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Imm(0));

    private final Setup setup;
    private final AccessDesign design;

    private Preparation(Setup setup, AccessDesign design) {
        this.setup = setup;
        this.design = design;
    }

    /**
     * @throws ProblemException if the program calls something that is not known, or uses its context wrongly
     */
    static Program prepare(Program linked, Setup setup, AccessDesign design) {
        Preparation p = new Preparation(setup, design);
        return CtxRewrite.apply(p.bind(KfuncExpansion.apply(linked, p::expansion)));
    }

    private Optional<Replacement> expansion(Kfunc kfunc) {
        if (CASTS.contains(kfunc.name())) {
            Insn move = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Reg(1));
            return Optional.of(new Replacement(List.of(move), "the verifier replaces " + kfunc.name() + " by a move"));
        }
        if (design != AccessDesign.KFUNC_UNROLLED) {
            return Optional.empty();
        }
        if (rfc(kfunc) && setup.body(kfunc).isEmpty()) {
            return Optional.of(new Replacement(List.of(NOTHING),
                    setup.nic().name() + " has no recipe for " + kfunc.name() + ": the core puts 0"));
        }
        return setup.unroller(kfunc) instanceof Unrolling.Replace replace ? Optional.of(replace.replacement())
                : Optional.empty();
    }

    /** Whether the kfunc has the RFC's shape: only the context goes in, the value comes back in r0. */
    private static boolean rfc(Kfunc kfunc) {
        return kfunc.name().startsWith(METADATA_PREFIX) && kfunc.parameters() == 1;
    }

    private Program bind(Program program) {
        Set<Integer> called = program.code().stream().filter(Insn.CallKfunc.class::isInstance)
                .map(insn -> ((Insn.CallKfunc) insn).id()).collect(Collectors.toSet());
        Program bound = program;
        for (int i = 0; i < program.kfuncs().size(); i++) {
            if (called.contains(i)) {
                bound = bind(bound, i);
            }
        }
        return bound;
    }

    private Program bind(Program program, int index) {
        Kfunc kfunc = program.kfuncs().get(index);
        if (!kfunc.name().startsWith(METADATA_PREFIX)) {
            throw new ProblemException(Place.NOWHERE.section(program.section()),
                    "the program calls kfunc " + kfunc.name() + ", which is not known",
                    "Known are the XDP metadata kfuncs and " + String.join(" and ", CASTS) + ".");
        }
        Optional<Program> body = setup.body(kfunc);
        if (body.isEmpty()) {
            return KfuncLink.bind(program, index, new Kfunc.Binding.Stub(rfc(kfunc) ? 0 : EOPNOTSUPP));
        }
        String why = setup.nic().name() + " implements " + kfunc.name()
                + (setup.unroller(kfunc) instanceof Unrolling.KeepCall keep && design == AccessDesign.KFUNC_UNROLLED
                        ? "; not unrolled: " + keep.reason() : "");
        return KfuncLink.bind(program, index, body.get(), why);
    }
}
