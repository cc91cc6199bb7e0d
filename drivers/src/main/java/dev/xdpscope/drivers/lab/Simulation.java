package dev.xdpscope.drivers.lab;

import dev.xdpscope.engine.call.BaseHelpers;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.xdp.XdpHelpers;

/**
 * Whether a function of the kernel is simulated for XDP programs. It is asked of what such programs are run with, so that
 * it is never out of date.
 */
public enum Simulation {
    SIMULATED("simulated"),
    /** XDP programs may call it, and the run ends there; a kfunc is refused before it. */
    NOT_SIMULATED("not simulated"),
    /** The kernel refuses an XDP program that calls it. */
    NOT_FOR_XDP("not for XDP");

    /** What XDP programs may call, but for what their NIC's driver answers. */
    static final Calls CALLS = XdpHelpers.addTo(BaseHelpers.addTo(Calls.none()));

    private final String words;

    Simulation(String words) {
        this.words = words;
    }

    public static Simulation of(KernelFunction function) {
        if (!function.xdp()) {
            return NOT_FOR_XDP;
        }
        boolean there = function.id().isPresent()
                ? Interpreter.calls(CALLS, function.id().getAsInt())
                : Preparation.kfunc(function.name());
        return there ? SIMULATED : NOT_SIMULATED;
    }

    @Override
    public String toString() {
        return words;
    }
}
