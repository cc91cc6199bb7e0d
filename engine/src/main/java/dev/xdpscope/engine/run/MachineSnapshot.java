package dev.xdpscope.engine.run;

import dev.xdpscope.engine.memory.MemorySnapshot;
import java.util.List;
import java.util.Optional;

/**
 * A machine at one moment.
 *
 * @param registers r0 to r10; not to be written
 * @param tailCalls made since the run began
 */
public record MachineSnapshot(long[] registers, int pc, long steps, int tailCalls, List<CallFrame> frames,
        Optional<Outcome> outcome, Executable executable, MemorySnapshot memory) {}
