package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.abi.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** The consumer of a perf event array: an event with a buffer for each CPU (include/uapi/linux/perf_event.h, 6.18). */
record PerfRecords(KernelMap map, List<PerfBuffer> buffers) implements Records {
    private static final int ATTRIBUTES = 128;
    private static final int SOFTWARE = 1;
    private static final int BPF_OUTPUT = 10;
    private static final int SAMPLE_RAW = 1 << 10;
    private static final int CLOSE_ON_EXEC = 1 << 3;

    static Answer<Records> open(KernelMap map) {
        List<PerfBuffer> buffers = new ArrayList<>();
        PerfRecords records = new PerfRecords(map, buffers);
        for (int cpu = 0; cpu < Math.min(Cpu.possible(), map.spec().maxEntries()); cpu++) {
            switch (event(cpu)) {
                case Answer.Done<Handle>(Handle event) -> {
                    Answer<PerfBuffer> buffer = PerfBuffer.of(event);
                    if (buffer instanceof Answer.Done<PerfBuffer>(PerfBuffer made)) {
                        buffers.add(made);
                        map.update(KernelMaps.number(cpu), KernelMaps.number(event.fd()));
                    } else if (buffer instanceof Answer.Refused<PerfBuffer>(int errno, String log)) {
                        event.close();
                        records.close();
                        return new Answer.Refused<>(errno, log);
                    }
                }
                case Answer.Refused<Handle>(int errno, String log) when errno == Errno.ENODEV.number() -> {}
                case Answer.Refused<Handle>(int errno, String log) -> {
                    records.close();
                    return new Answer.Refused<>(errno, log);
                }
            }
        }
        return new Answer.Done<>(records);
    }

    private static Answer<Handle> event(int cpu) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES, Long.BYTES);
            attributes.set(ValueLayout.JAVA_INT, 0, SOFTWARE);
            attributes.set(ValueLayout.JAVA_INT, 4, ATTRIBUTES);
            attributes.set(ValueLayout.JAVA_LONG, 8, BPF_OUTPUT);
            attributes.set(ValueLayout.JAVA_LONG, 16, 1);
            attributes.set(ValueLayout.JAVA_LONG, 24, SAMPLE_RAW);
            attributes.set(ValueLayout.JAVA_INT, 48, 1);
            return Libc.syscall(Libc.SystemCall.PERF_EVENT_OPEN, attributes.address(), -1, cpu, -1, CLOSE_ON_EXEC)
                    .map(Handle::new);
        }
    }

    @Override
    public List<byte[]> take() {
        return buffers.stream().flatMap(b -> b.take().stream()).toList();
    }

    @Override
    public void close() {
        buffers.forEach(PerfBuffer::close);
    }
}
