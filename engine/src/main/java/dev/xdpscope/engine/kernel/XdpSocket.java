package dev.xdpscope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * An AF_XDP socket with memory and rings, bound to nothing: enough for an xskmap to take it ({@code xsk_map_update_elem()},
 * net/xdp/xskmap.c, 6.18).
 */
public final class XdpSocket implements AutoCloseable {
    private static final int AF_XDP = 44;
    private static final int SOCK_RAW = 3;
    private static final int SOL_XDP = 283;
    private static final int XDP_RX_RING = 2;
    private static final int XDP_UMEM_REG = 4;
    private static final int XDP_UMEM_FILL_RING = 5;
    private static final int XDP_UMEM_COMPLETION_RING = 6;

    private static final int CHUNK = 4096;
    private static final int CHUNKS = 4;
    private static final int REGISTRATION = 32;

    private final Handle socket;
    private final Arena memory;

    private XdpSocket(Handle socket, Arena memory) {
        this.socket = socket;
        this.memory = memory;
    }

    public static Answer<XdpSocket> open() {
        return switch (Libc.call("socket", AF_XDP, SOCK_RAW, 0)) {
            case Answer.Refused<Long>(int errno, String log) -> new Answer.Refused<>(errno, log);
            case Answer.Done<Long>(Long fd) -> {
                XdpSocket made = new XdpSocket(new Handle(fd), Arena.ofShared());
                Answer<Long> set = made.set();
                if (set instanceof Answer.Refused<Long>) {
                    made.close();
                }
                yield set.map(done -> made);
            }
        };
    }

    private Answer<Long> set() {
        MemorySegment registration = memory.allocate(REGISTRATION, Long.BYTES);
        registration.set(ValueLayout.JAVA_LONG, 0, memory.allocate((long) CHUNK * CHUNKS, CHUNK).address());
        registration.set(ValueLayout.JAVA_LONG, 8, (long) CHUNK * CHUNKS);
        registration.set(ValueLayout.JAVA_INT, 16, CHUNK);
        Answer<Long> answer = option(XDP_UMEM_REG, registration);
        for (int ring : new int[]{XDP_UMEM_FILL_RING, XDP_UMEM_COMPLETION_RING, XDP_RX_RING}) {
            if (answer instanceof Answer.Done<Long>) {
                MemorySegment entries = memory.allocate(Integer.BYTES, Integer.BYTES);
                entries.set(ValueLayout.JAVA_INT, 0, CHUNKS);
                answer = option(ring, entries);
            }
        }
        return answer;
    }

    private Answer<Long> option(int name, MemorySegment value) {
        return Libc.call("setsockopt", socket.fd(), SOL_XDP, name, value.address(), value.byteSize());
    }

    public int fd() {
        return socket.fd();
    }

    @Override
    public void close() {
        socket.close();
        memory.close();
    }
}
