package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.run.Interpreter;

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

    private final String words;

    Simulation(String words) {
        this.words = words;
    }

    public static Simulation of(KernelFunction function) {
        if (!function.xdp()) {
            return NOT_FOR_XDP;
        }
        boolean there = function.id().isPresent()
                ? Interpreter.calls(KernelCalls.XDP, function.id().getAsInt())
                : KnownKfuncs.simulated(function.name());
        return there ? SIMULATED : NOT_SIMULATED;
    }

    @Override
    public String toString() {
        return words;
    }
}
