package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.isa.KernelFunctions;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.rewrite.KfuncAnswer;

/** What answers the kfuncs of programs that run where there is no driver to ask for hints. */
enum NoDriver {
    /** On frames past the driver: the program is bound to no device. */
    UNBOUND(KernelCalls.XDP, "metadata kfuncs require device-bound program",
            "Let the program that the NIC is bound to leave the hints in the metadata area."),
    TC(KernelCalls.COMMON, "metadata kfuncs are for XDP programs",
            "Read the metadata area from __sk_buff->data_meta.");

    private final Calls kernel;
    private final String refusal;
    private final String remedy;

    /**
     * @param kernel has the kfuncs that ask no driver
     * @param refusal what the kernel says of one that asks a driver
     */
    NoDriver(Calls kernel, String refusal, String remedy) {
        this.kernel = kernel;
        this.refusal = refusal;
        this.remedy = remedy;
    }

    /** What a call that stays leads to. */
    KfuncAnswer called(Kfunc kfunc) {
        if (kernel.kfunc(kfunc.name()).isPresent()) {
            return new KfuncAnswer.Native();
        }
        if (KnownKfuncs.ofDrivers(kfunc.name())) {
            return KfuncAnswers.refused(kfunc, ": " + refusal, remedy);
        }
        return KfuncAnswers.refused(kfunc, KernelFunctions.named(kfunc.name()).isPresent()
                ? ", which is not simulated"
                : ": calling kernel function " + kfunc.name() + " is not allowed", KfuncAnswers.LEAVE_OUT);
    }
}
