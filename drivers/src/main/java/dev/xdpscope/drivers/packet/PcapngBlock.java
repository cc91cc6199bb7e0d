package dev.xdpscope.drivers.packet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One pcapng block while it is read: type, total length, body, total length again. What is taken may go beyond neither
 * the block nor the file.
 */
final class PcapngBlock {
    private static final int FRAMING = 12;

    private final CaptureSource source;
    private final long at;
    private final PacketList packets;
    private String name = "a pcapng block";
    private long length = FRAMING;
    private boolean known;

    /** @param at offset of the block's type */
    PcapngBlock(CaptureSource source, long at, PacketList packets) {
        this.source = source;
        this.at = at;
        this.packets = packets;
    }

    /** Offset of the block in the file. */
    long at() {
        return at;
    }

    /** Says that this is the block of the next packet. */
    void ofPacket() {
        name = "the pcapng block of packet %d (counted from 0)".formatted(packets.size());
    }

    /** Sets the total length from its first field, as read. */
    void length(int field) {
        length = Integer.toUnsignedLong(field);
        known = true;
        if (length < FRAMING || length % 4 != 0) {
            throw problem("%s is %d bytes long, it says, and not a multiple of 4 from 12 on"
                    .formatted(name, length));
        }
    }

    /** Bytes of the body that have not been taken. */
    long left() {
        return at + length - 4 - source.offset();
    }

    /** The next {@code n} bytes of the block. */
    byte[] bytes(int n) throws IOException {
        if (known && n > left()) {
            throw problem("%s is %d bytes long and says that it holds %d more"
                    .formatted(name, length, n - left()));
        }
        byte[] b = source.upTo(n);
        whole(b.length, n);
        return b;
    }

    ByteBuffer take(int n, ByteOrder order) throws IOException {
        return ByteBuffer.wrap(bytes(n)).order(order);
    }

    /** Bytes that were read before the block was known. */
    ByteBuffer buffer(byte[] read, int n, ByteOrder order) {
        whole(read.length, n);
        return ByteBuffer.wrap(read).order(order);
    }

    /** Passes over the rest of the body and checks the length field behind it. */
    void end(ByteOrder order) throws IOException {
        if (left() < 0) {
            throw problem("%s is %d bytes long, shorter than its fixed fields".formatted(name, length));
        }
        long rest = left();
        whole(source.skip(rest), rest);
        byte[] b = source.upTo(4);
        whole(b.length, 4);
        long again = Integer.toUnsignedLong(ByteBuffer.wrap(b).order(order).getInt());
        if (again != length) {
            throw problem("%s is %d bytes long by its first length field and %d by its last"
                    .formatted(name, length, again));
        }
    }

    CaptureException problem(String what) {
        return source.problem(at, what, packets.damaged());
    }

    private void whole(long got, long wanted) {
        if (got < wanted) {
            long missing = known ? at + length - source.offset() : wanted - got;
            throw source.problem(at, "is cut in mid-record: %d bytes of %s are missing".formatted(missing, name),
                    packets.whole());
        }
    }
}
