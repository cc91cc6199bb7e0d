package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.List;

/**
 * Perf event array (kernel/bpf/arraymap.c, 6.12). A consumer has opened a buffer for each CPU: records go to it at once, and
 * none is kept.
 *
 * @param buffers how many there are
 */
public record PerfEventArray(MapSpec spec, Region handle, int buffers) implements BpfMap {
    @Override
    public Region values() {
        return handle;
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
