package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.program.MapSpec;
import java.util.List;
import java.util.Optional;

/** What programs send to user space through a map: a ring buffer, or a perf event array. */
public sealed interface Records extends AutoCloseable permits RingRecords, PerfRecords {
    /**
     * Begins to read.
     *
     * @return empty if the map is of another type
     */
    static Optional<Answer<Records>> of(KernelMap map) {
        return switch (map.spec().type()) {
            case MapSpec.RINGBUF -> Optional.of(RingRecords.open(map));
            case MapSpec.PERF_EVENT_ARRAY -> Optional.of(PerfRecords.open(map));
            default -> Optional.empty();
        };
    }

    /** The map they come from. */
    KernelMap map();

    /** Takes what has been sent since the last time, in order; records of a perf event array may have bytes too many at their end. */
    List<byte[]> take();

    @Override
    void close();
}
