package dev.xdpscope.engine.call;

import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.map.Maps;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;

/** The machine as a called helper or kfunc sees it. */
public interface Caller {
    /** Argument {@code number}, 1 to 5: the register of that number. */
    long argument(int number);

    Memory memory();

    Maps maps();

    /**
     * The map whose address is argument {@code number}.
     *
     * @throws AccessException if it is none
     */
    default BpfMap map(int number) {
        long address = argument(number);
        return maps().at(memory(), address).orElseThrow(() -> new AccessException(address, 0, false,
                "r" + number + " is not the address of a map", "a map of the program"));
    }

    /** The per-CPU state that helpers share. */
    KernelState kernel();

    /** Number of callers that are suspended while the calling function runs. */
    int depth();

    /** Nanoseconds of CLOCK_MONOTONIC: the run's start plus a nanosecond for each instruction executed. */
    long now();

    /** Whether the caller is kernel code (a kfunc body) rather than the user's program. */
    boolean fromKernel();

    /** Tells whoever is recording; does nothing during re-execution. */
    void tell(CallEvent event);
}
