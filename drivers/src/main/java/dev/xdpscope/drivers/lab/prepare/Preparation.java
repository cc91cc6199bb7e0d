package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.drivers.export.ExportKfuncs;
import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.nic.Unrolling;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.isa.KernelFunctions;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.CtxFields;
import dev.xdpscope.engine.rewrite.CtxRewrite;
import dev.xdpscope.engine.rewrite.KfuncExpansion;
import dev.xdpscope.engine.rewrite.KfuncLink;
import dev.xdpscope.engine.rewrite.Replacement;
import dev.xdpscope.engine.rewrite.SkbRewrite;
import dev.xdpscope.engine.tc.SkbLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes a linked program through the passes: kfunc expansion, kfunc binding, context rewrite. */
public final class Preparation {
    /** Kfuncs that the verifier replaces by a move of their first argument (kernel/bpf/verifier.c, 6.12). */
    private static final Set<String> CASTS = Set.of("bpf_cast_to_kern_ctx", "bpf_rdonly_cast");

    private static final String NOT_SIMULATED = "Leave the call out, or declare the kfunc __weak and ask with "
            + "bpf_ksym_exists() whether it is there.";

    private static final String SUPPORTED = "_supported";

    /** What the core put in place of a kfunc of the RFC series that the driver left alone ("xdp: hints via kfuncs", RFC v2). */
    private static final Insn NOTHING = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Imm(0));

    private final ConfiguredNic setup;
    private final AccessDesign design;
    private final ExportKfuncs core;

    private Preparation(ConfiguredNic setup, AccessDesign design, Scenario.KernelSettings kernel) {
        this.setup = setup;
        this.design = design;
        this.core = new ExportKfuncs(setup, kernel.export(), kernel.magic());
    }

    /**
     * @throws ProblemException if the program calls something that is not known, or uses its context wrongly
     */
    public static Program prepare(Program linked, ConfiguredNic setup, AccessDesign design,
            Scenario.KernelSettings kernel) {
        Preparation p = new Preparation(setup, design, kernel);
        CtxFields driver = design == AccessDesign.XDP_MD_FIELD ? MdField.of(setup) : CtxFields.NONE;
        CtxFields exported = p.core.fields(linked);
        return CtxRewrite.apply(p.bind(KfuncExpansion.apply(linked, p::expansion)),
                offset -> driver.at(offset).or(() -> exported.at(offset)));
    }

    /**
     * Prepares a program that runs on frames past the driver: it is bound to no device.
     *
     * @throws ProblemException if it asks for hints all the same, or uses its context wrongly
     */
    public static Program unbound(Program linked) {
        return CtxRewrite.apply(withoutKfuncs(linked, KernelCalls.XDP, "metadata kfuncs require device-bound program",
                "Let the program that the NIC is bound to leave the hints in the metadata area."));
    }

    /**
     * Prepares a tc program.
     *
     * @throws ProblemException if it calls kernel functions, or uses its context wrongly
     */
    public static Program onSkb(Program linked, SkbLayout layout) {
        return SkbRewrite.apply(withoutKfuncs(linked, KernelCalls.COMMON, "metadata kfuncs are for XDP programs",
                "Read the metadata area from __sk_buff->data_meta."), layout);
    }

    /** {@code hint} is what the kernel says of a kfunc that asks a driver; those of {@code allowed} ask none. */
    private static Program withoutKfuncs(Program linked, Calls allowed, String hint, String remedy) {
        Program program = KfuncExpansion.apply(linked, Preparation::cast);
        for (int i = 0; i < program.kfuncs().size(); i++) {
            if (allowed.kfunc(program.kfuncs().get(i).name()).isPresent()) {
                program = KfuncLink.bind(program, i, new Kfunc.Binding.Native());
            }
        }
        for (Insn insn : program.code()) {
            if (insn instanceof Insn.CallKfunc call
                    && !(program.kfuncs().get(call.id()).binding() instanceof Kfunc.Binding.Native)) {
                Kfunc kfunc = program.kfuncs().get(call.id());
                boolean ofDriver = kernel().contains(kfunc.name());
                throw new ProblemException(Place.NOWHERE.section(program.section()), "the program calls kfunc "
                        + kfunc.name() + (ofDriver ? ": " + hint : KernelFunctions.named(kfunc.name()).isPresent()
                                ? ", which is not simulated"
                                : ": calling kernel function " + kfunc.name() + " is not allowed"),
                        ofDriver ? remedy : NOT_SIMULATED);
            }
        }
        return program;
    }

    /** What the verifier itself puts for a kfunc; empty for one that is called. */
    static Optional<Replacement> cast(Kfunc kfunc) {
        Insn move = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Reg(1));
        return CASTS.contains(kfunc.name())
                ? Optional.of(new Replacement(List.of(move), "the verifier replaces " + kfunc.name() + " by a move"))
                : Optional.empty();
    }

    private Optional<Replacement> expansion(Kfunc kfunc) {
        if (CASTS.contains(kfunc.name())) {
            return cast(kfunc);
        }
        if (design != AccessDesign.KFUNC_UNROLLED) {
            return Optional.empty();
        }
        Optional<Replacement> ofCore = core.expansion(kfunc);
        if (ofCore.isPresent()) {
            return ofCore;
        }
        if (leftAlone(kfunc)) {
            return Optional.of(new Replacement(List.of(NOTHING),
                    setup.nic().name() + " has no recipe for " + kfunc.name() + ": the core puts 0"));
        }
        return setup.unroller(kfunc) instanceof Unrolling.Replace replace ? Optional.of(replace.replacement())
                : Optional.empty();
    }

    /**
     * Whether the kfunc is one of the RFC that the driver does not implement. It has the RFC's shape if only the context goes
     * in and the value comes back in r0.
     */
    private boolean leftAlone(Kfunc kfunc) {
        return kfunc.parameters() == 1 && !ExportKfuncs.names().contains(kfunc.name())
                && kernel().contains(kfunc.name())
                && setup.generation(kfunc).isEmpty();
    }

    private Program bind(Program program) {
        Set<Integer> called = program.code().stream().filter(Insn.CallKfunc.class::isInstance)
                .map(insn -> ((Insn.CallKfunc) insn).id()).collect(Collectors.toSet());
        Program bound = program;
        for (int i = 0; i < program.kfuncs().size(); i++) {
            if (called.contains(i) && program.kfuncs().get(i).binding() instanceof Kfunc.Binding.Unbound) {
                bound = bind(bound, i);
            }
        }
        return bound;
    }

    private Program bind(Program program, int index) {
        Kfunc kfunc = program.kfuncs().get(index);
        Optional<Program> ofCore = core.body(kfunc);
        if (ofCore.isPresent()) {
            return KfuncLink.bind(program, index, ofCore.get(), "the core's " + kfunc.name());
        }
        Optional<Program> body = setup.body(kfunc);
        if (body.isEmpty()) {
            return withoutBody(program, index, kfunc);
        }
        String why = setup.nic().name() + " implements " + kfunc.name()
                + (setup.unroller(kfunc) instanceof Unrolling.KeepCall keep && design == AccessDesign.KFUNC_UNROLLED
                        ? "; not unrolled: " + keep.reason() : "");
        return KfuncLink.bind(program, index, body.get(), why);
    }

    private Program withoutBody(Program program, int index, Kfunc kfunc) {
        boolean known = implemented(setup).contains(kfunc.name()) && !declared(kfunc);
        if (KernelCalls.XDP.kfunc(kfunc.name()).isPresent()) {
            return KfuncLink.bind(program, index, new Kfunc.Binding.Native());
        }
        if (known || ExportKfuncs.names().contains(kfunc.name())) {
            throw refused(program, kfunc, " as a function of " + kfunc.parameters() + " parameters, which it is not",
                    "Declare it as the kernel does; 'xdpscope nics " + setup.nic().name() + "' lists what there is.");
        }
        if (kernel().contains(kfunc.name())) {
            return KfuncLink.bind(program, index,
                    new Kfunc.Binding.Stub(leftAlone(kfunc) ? 0 : Errno.EOPNOTSUPP.negative()));
        }
        if (kfunc.weak()) {
            return program;
        }
        Set<String> names = new TreeSet<>(CASTS);
        names.addAll(KernelCalls.XDP.kfuncs());
        names.addAll(kernel());
        names.addAll(implemented(setup));
        Optional<KernelFunction> offered = KernelFunctions.named(kfunc.name());
        if (offered.isPresent()) {
            String note = offered.get().note();
            throw refused(program, kfunc, " of Linux " + offered.get().since() + ", which is not simulated"
                    + (note.isEmpty() ? "" : ": " + note), NOT_SIMULATED);
        }
        throw refused(program, kfunc, ", which is not known", Nearest.remedy(kfunc.name(), names));
    }

    private static ProblemException refused(Program program, Kfunc kfunc, String why, String remedy) {
        return new ProblemException(Place.NOWHERE.section(program.section()),
                "the program calls kfunc " + kfunc.name() + why, remedy);
    }

    /** Whether it has the shape that mainline or the RFC gives it, so that a driver without it leaves it to the kernel's stub. */
    private static boolean declared(Kfunc kfunc) {
        return kfunc.parameters() == 1 || Arrays.stream(Hint.values())
                .anyMatch(h -> h.kfunc().equals(kfunc.name()) && h.outputs() + 1 == kfunc.parameters());
    }

    /** Whether there is a kfunc of this name: the address of a weak one that is not there is 0. */
    public static boolean exists(String kfunc, ConfiguredNic setup) {
        return CASTS.contains(kfunc) || KernelCalls.XDP.kfunc(kfunc).isPresent() || kernel().contains(kfunc)
                || implemented(setup).contains(kfunc);
    }

    /** Whether a kfunc is simulated for whatever NIC: the core answers it, or the driver, or the kernel's stub in its place. */
    public static boolean kfunc(String name) {
        return CASTS.contains(name) || kernel().contains(name) || KernelCalls.XDP.kfunc(name).isPresent();
    }

    /** Whether it is a kfunc that the driver of the device answers. */
    static boolean metadata(String kfunc) {
        return kernel().contains(kfunc);
    }

    private static Set<String> implemented(ConfiguredNic setup) {
        return setup.generations().stream().flatMap(g -> setup.kfuncs(g).stream()).collect(Collectors.toSet());
    }

    /** What a program may call whatever the driver: where that has no such function, the kernel's stub answers. */
    private static Set<String> kernel() {
        return Stream.concat(ExportKfuncs.names().stream(), Arrays.stream(Hint.values()).map(Hint::kfunc)
                .flatMap(name -> Stream.of(name, name + SUPPORTED))).collect(Collectors.toSet());
    }
}
