package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.drivers.export.ExportKfuncs;
import dev.xdpscope.drivers.json.Nearest;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.nic.Unrolling;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.isa.KernelFunctions;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.KfuncAnswer;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What answers each kfunc that a program in a driver calls: instructions in place of the call, or else the core's or
 * the driver's body, the kernel itself, the kernel's stub, or a refusal.
 *
 * @param core the core's part of it
 */
record KfuncAnswers(ConfiguredNic setup, AccessDesign design, ExportKfuncs core) {
    static final String LEAVE_OUT = "Leave the call out, or declare the kfunc __weak and ask with "
            + "bpf_ksym_exists() whether it is there.";

    /**
     * What the core put in place of a kfunc of the RFC series that the driver left alone ("xdp: hints via kfuncs",
     * RFC v2).
     */
    private static final Insn NOTHING = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Imm(0));

    /** What stands in place of a call; empty if the call stays. */
    Optional<Replacement> inPlace(Kfunc kfunc) {
        Optional<Replacement> cast = KnownKfuncs.cast(kfunc);
        if (cast.isPresent() || design != AccessDesign.KFUNC_UNROLLED) {
            return cast;
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

    /** What a call that stays leads to. */
    KfuncAnswer called(Kfunc kfunc) {
        Optional<Program> ofCore = core.body(kfunc);
        if (ofCore.isPresent()) {
            return new KfuncAnswer.Body(ofCore.get(), "the core's " + kfunc.name());
        }
        Optional<Program> ofDriver = setup.body(kfunc);
        if (ofDriver.isPresent()) {
            return new KfuncAnswer.Body(ofDriver.get(), why(kfunc));
        }
        if (KernelCalls.XDP.kfunc(kfunc.name()).isPresent()) {
            return new KfuncAnswer.Native();
        }
        if (declaredWrongly(kfunc)) {
            return refused(kfunc, " as a function of " + kfunc.parameters() + " parameters, which it is not",
                    "Declare it as the kernel does; 'xdpscope nics " + setup.nic().name() + "' lists what there is.");
        }
        if (KnownKfuncs.ofDrivers(kfunc.name())) {
            return new KfuncAnswer.Stub(leftAlone(kfunc) ? 0 : Errno.EOPNOTSUPP.negative());
        }
        return kfunc.weak() ? new KfuncAnswer.Nobody() : unknown(kfunc);
    }

    private String why(Kfunc kfunc) {
        return setup.nic().name() + " implements " + kfunc.name()
                + (setup.unroller(kfunc) instanceof Unrolling.KeepCall keep && design == AccessDesign.KFUNC_UNROLLED
                        ? "; not unrolled: " + keep.reason() : "");
    }

    /**
     * Whether the kfunc is one of the RFC that the driver does not implement. It has the RFC's shape if only the
     * context goes in and the value comes back in r0.
     */
    private boolean leftAlone(Kfunc kfunc) {
        return kfunc.parameters() == 1 && !ExportKfuncs.names().contains(kfunc.name())
                && KnownKfuncs.ofDrivers(kfunc.name()) && setup.generation(kfunc).isEmpty();
    }

    /**
     * Whether it is known as a function of other parameters. With the shape that mainline or the RFC gives a hint's
     * kfunc, a driver that has it in the other shape only leaves it to the kernel's stub.
     */
    private boolean declaredWrongly(Kfunc kfunc) {
        boolean ofHint = kfunc.parameters() == 1 || Arrays.stream(Hint.values())
                .anyMatch(h -> h.kfunc().equals(kfunc.name()) && h.outputs() + 1 == kfunc.parameters());
        return ExportKfuncs.names().contains(kfunc.name())
                || KnownKfuncs.implemented(setup).contains(kfunc.name()) && !ofHint;
    }

    private KfuncAnswer unknown(Kfunc kfunc) {
        Optional<KernelFunction> offered = KernelFunctions.named(kfunc.name());
        if (offered.isEmpty()) {
            return refused(kfunc, ", which is not known", Nearest.remedy(kfunc.name(), KnownKfuncs.all(setup)));
        }
        String note = offered.get().note();
        return refused(kfunc, " of Linux " + offered.get().since() + ", which is not simulated"
                + (note.isEmpty() ? "" : ": " + note), LEAVE_OUT);
    }

    /** {@code how} follows the kfunc's name. */
    static KfuncAnswer refused(Kfunc kfunc, String how, String remedy) {
        return new KfuncAnswer.Refused("the program calls kfunc " + kfunc.name() + how, remedy);
    }
}
