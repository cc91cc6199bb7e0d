package dev.xdpscope.drivers.nic;

import dev.xdpscope.engine.rewrite.Replacement;

/** What a driver does when it is asked to unroll a kfunc. */
public sealed interface Unrolling {
    /** It puts instructions in place of the call. */
    record Replace(Replacement replacement) implements Unrolling {}

    /** It leaves the call, for a reason. */
    record KeepCall(String reason) implements Unrolling {}

    /** It has no recipe for that kfunc. */
    record None() implements Unrolling {}
}
