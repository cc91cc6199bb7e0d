package dev.xdpscope.engine.map;

import dev.xdpscope.engine.abi.Errno;
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
    public long lookup(byte[] key, int cpu) {
        return 0;
    }

    @Override
    public long update(byte[] key, byte[] value, long flags, int cpu) {
        return Errno.EOPNOTSUPP.negative();
    }

    @Override
    public long delete(byte[] key) {
        return Errno.EOPNOTSUPP.negative();
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
