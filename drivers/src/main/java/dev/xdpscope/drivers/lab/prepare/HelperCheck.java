package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.isa.KernelFunctions;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.Reach;
import java.util.Optional;

/**
 * What the verifier refuses of the helpers and kfuncs that an XDP program calls, in the order and in the words of
 * {@code check_helper_call()} (kernel/bpf/verifier.c, 6.18). Calls that are never reached are not looked at, and those that the
 * linker has poisoned, for want of what they call or read, are told of where they are run.
 */
final class HelperCheck {
    private static final String UNSPECIFIED = "bpf_unspec";

    private final Program program;
    private final boolean gpl;

    private HelperCheck(Program program, boolean gpl) {
        this.program = program;
        this.gpl = gpl;
    }

    /**
     * @param gpl whether the program's license is compatible with the GPL
     * @throws ProblemException if a kernel would refuse a call
     */
    static void check(Program program, boolean gpl) {
        HelperCheck check = new HelperCheck(program, gpl);
        Reach.of(program).stream().forEach(check::check);
    }

    private void check(int at) {
        boolean poisoned = program.origins().get(at).pass() == PassName.RELOCATION;
        if (!(program.code().get(at) instanceof Insn.CallHelper call) || poisoned) {
            return;
        }
        Optional<KernelFunction> helper = KernelFunctions.helper(call.id());
        if (helper.isEmpty() && call.id() != 0) {
            throw refused(at, "invalid func unknown#" + Integer.toUnsignedString(call.id()),
                    "The last helper is number " + KernelFunctions.helpers().size() + ".");
        }
        String name = helper.map(KernelFunction::name).orElse(UNSPECIFIED);
        if (!helper.map(KernelFunction::xdp).orElse(false)) {
            throw refused(at, "program of this type cannot use helper " + name + "#" + call.id(),
                    "'xdpscope helpers' lists what XDP programs may call.");
        }
        if (helper.get().gpl() && !gpl) {
            throw refused(at, "cannot call GPL-restricted function from non-GPL compatible program: " + name + "#"
                    + call.id(), "Declare the program's license in SEC(\"license\"), for example as GPL.");
        }
    }

    private ProblemException refused(int at, String what, String remedy) {
        String line = program.line(at).map(l -> "; " + l.file() + ":" + l.line() + "  " + l.text().strip()).orElse("");
        return new ProblemException(Place.NOWHERE.section(program.section()).insn(at), what + ": -EINVAL" + line,
                remedy);
    }
}
