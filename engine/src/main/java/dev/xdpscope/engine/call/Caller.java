package dev.xdpscope.engine.call;

import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.Memory;

/** The machine as a called helper or kfunc sees it. */
public interface Caller {
    /** Argument {@code number}, 1 to 5: the register of that number. */
    long argument(int number);

    Memory memory();

    Maps maps();

    /** The per-CPU state that helpers share. */
    KernelState kernel();

    /** Nanoseconds of CLOCK_MONOTONIC: the run's start plus a nanosecond for each instruction executed. */
    long now();

    /** Whether the caller is kernel code (a kfunc body) rather than the user's program. */
    boolean fromKernel();

    /** Tells whoever is recording; does nothing during re-execution. */
    void tell(CallEvent event);
}
