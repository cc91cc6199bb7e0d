package dev.xdpscope.engine.kernel;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The consumer of a ring buffer (kernel/bpf/ringbuf.c, 6.18): a page with its position, which is the consumer's to write, and behind
 * it a page with the producer's and the data twice in a row.
 */
record RingRecords(KernelMap map, Mapped consumer, Mapped producer, int page) implements Records {
    private static final int HEADER = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;

    static Answer<Records> open(KernelMap map) {
        int page = Mapped.page();
        return switch (Mapped.of(map.fd(), 0, page, true)) {
            case Answer.Refused<Mapped>(int errno, String log) -> new Answer.Refused<>(errno, log);
            case Answer.Done<Mapped>(Mapped consumer) -> {
                Answer<Mapped> producer = Mapped.of(map.fd(), page, page + 2L * map.spec().maxEntries(), false);
                if (producer instanceof Answer.Refused<Mapped>) {
                    consumer.close();
                }
                yield producer.map(p -> new RingRecords(map, consumer, p, page));
            }
        };
    }

    @Override
    public List<byte[]> take() {
        List<byte[]> records = new ArrayList<>();
        long position = consumer.bytes().get(ValueLayout.JAVA_LONG, 0);
        long produced = producer.bytes().get(ValueLayout.JAVA_LONG, 0);
        VarHandle.acquireFence();
        while (position < produced) {
            long at = page + (position & map.spec().maxEntries() - 1L);
            int header = producer.bytes().get(ValueLayout.JAVA_INT, at);
            if ((header & BUSY) != 0) {
                break;
            }
            int length = header & ~DISCARDED;
            if ((header & DISCARDED) == 0) {
                records.add(producer.bytes().asSlice(at + HEADER, length).toArray(ValueLayout.JAVA_BYTE));
            }
            position += length + HEADER + 7 & ~7L;
        }
        VarHandle.releaseFence();
        consumer.bytes().set(ValueLayout.JAVA_LONG, 0, position);
        return records;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
