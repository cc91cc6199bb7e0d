package dev.xdpscope.engine.kernel;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The buffer of a perf event: a page with the positions of producer and consumer, then data. A record may cross the end.
 */
record PerfBuffer(Handle event, Mapped memory, int page) implements AutoCloseable {
    private static final int PAGES = 16;
    private static final int HEAD = 1024;
    private static final int TAIL = 1032;

    /** {@code struct perf_event_header}: type, misc, size; a sample's raw bytes follow behind their number. */
    private static final int SIZE_AT = 6;
    private static final int HEADER = 8;
    private static final int SAMPLE = 9;

    static Answer<PerfBuffer> of(Handle event) {
        int page = Mapped.page();
        return Mapped.of(event.fd(), 0, (1L + PAGES) * page, true).map(m -> new PerfBuffer(event, m, page));
    }

    List<byte[]> take() {
        List<byte[]> records = new ArrayList<>();
        long head = memory.bytes().get(ValueLayout.JAVA_LONG, HEAD);
        VarHandle.acquireFence();
        long tail = memory.bytes().get(ValueLayout.JAVA_LONG, TAIL);
        while (tail < head) {
            int size = number(tail + SIZE_AT, 2);
            if (number(tail, 4) == SAMPLE) {
                records.add(bytes(tail + HEADER + 4, number(tail + HEADER, 4)));
            }
            tail += size;
        }
        VarHandle.fullFence();
        memory.bytes().set(ValueLayout.JAVA_LONG, TAIL, tail);
        return records;
    }

    private int number(long position, int size) {
        byte[] bytes = Arrays.copyOf(bytes(position, size), 4);
        return bytes[0] & 0xff | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | bytes[3] << 24;
    }

    private byte[] bytes(long position, int length) {
        byte[] bytes = new byte[length];
        long size = (long) PAGES * page;
        for (int i = 0; i < length; i++) {
            bytes[i] = memory.bytes().get(ValueLayout.JAVA_BYTE, page + (position + i) % size);
        }
        return bytes;
    }

    @Override
    public void close() {
        memory.close();
        event.close();
    }
}
