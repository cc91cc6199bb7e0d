package dev.xdpscope.drivers.nic;

import dev.xdpscope.engine.rewrite.Replacement;
import java.util.Optional;

/** What a driver does when it is asked to unroll a kfunc. */
public sealed interface Unrolling {
    /**
     * It puts instructions in place of the call.
     *
     * @param calls why the instructions call functions of the driver; empty if they do not
     */
    record Replace(Replacement replacement, Optional<String> calls) implements Unrolling {}

    /** It leaves the call, for a reason. */
    record KeepCall(String reason) implements Unrolling {}

    /** It has no recipe for that kfunc. */
    record None() implements Unrolling {}
}
