package dev.xdpscope.drivers.nic;

import dev.xdpscope.engine.rewrite.Replacement;
import java.util.Optional;

/** What a driver does when it is asked to unroll a kfunc. */
public sealed interface Unrolling {
    /**
     * It puts instructions in place of the call.
     *
     * @param calls why the instructions call functions of the driver; empty if they do not
     * @param written the instructions with early returns as the driver wrote them: jumps by 32767 to the end of the patch that
     *     resolves them
     */
    record Replace(Replacement replacement, Optional<String> calls, Replacement written) implements Unrolling {}

    /** It leaves the call, for a reason. */
    record KeepCall(String reason) implements Unrolling {}

    /** It has no recipe for that kfunc. */
    record None() implements Unrolling {}
}
