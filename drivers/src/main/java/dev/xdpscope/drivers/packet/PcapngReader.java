package dev.xdpscope.drivers.packet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pcapng (draft-ietf-opsawg-pcapng): sections in either byte order, their interfaces, and enhanced, simple and
 * obsolete packet blocks. All other blocks are passed over.
 */
final class PcapngReader {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int MAX_INTERFACES = 65_536;

    private final CaptureSource source;
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private String format = "";

    /** @param source behind the first block's type */
    PcapngReader(CaptureSource source) {
        this.source = source;
    }

    Capture read(int limit) throws IOException {
        PacketList packets = new PacketList(source, limit);
        section(packets, 0);
        boolean end = false;
        while (!end && !packets.full()) {
            end = !block(packets);
        }
        boolean complete = end || source.upTo(1).length == 0;
        return new Capture(source.file(), format, LinkType.ETHERNET, packets.list(), complete);
    }

    /** Reads one block; false at the end of the file. */
    private boolean block(PacketList packets) throws IOException {
        long at = source.offset();
        byte[] bytes = source.upTo(4);
        if (bytes.length == 0) {
            return false;
        }
        PcapngBlock block = new PcapngBlock(source, at, packets);
        int type = block.buffer(bytes, 4, order).getInt(0);
        if (type == SECTION) {
            section(packets, at);
            return true;
        }
        if (type == ENHANCED_PACKET || type == OBSOLETE_PACKET || type == SIMPLE_PACKET) {
            block.ofPacket();
        }
        block.length(block.take(4, order).getInt(0));
        switch (type) {
            case INTERFACE -> addInterface(block);
            case ENHANCED_PACKET -> packet(block, packets, false);
            case OBSOLETE_PACKET -> packet(block, packets, true);
            case SIMPLE_PACKET -> simplePacket(block, packets);
            default -> {}
        }
        block.end(order);
        return true;
    }

    /** A section header: its byte order counts from its own length field on, and interfaces begin anew. */
    private void section(PacketList packets, long at) throws IOException {
        PcapngBlock block = new PcapngBlock(source, at, packets);
        ByteBuffer b = block.take(8, ByteOrder.BIG_ENDIAN);
        order = switch (b.getInt(4)) {
            case BYTE_ORDER_MAGIC -> ByteOrder.BIG_ENDIAN;
            case 0x4d3c2b1a -> ByteOrder.LITTLE_ENDIAN;
            default -> throw source.problem(at + 8, "pcapng section header has byte-order magic %08x, not 1a2b3c4d"
                    .formatted(b.getInt(4)), packets.damaged());
        };
        block.length(b.order(order).getInt(0));
        ByteBuffer version = block.take(4, order);
        int major = version.getShort(0) & 0xffff;
        int minor = version.getShort(2) & 0xffff;
        if (major != 1) {
            throw source.problem(at + 12, "is pcapng version %d.%d, and only 1.x is read".formatted(major, minor),
                    "Convert it with `editcap -F pcapng`.");
        }
        if (format.isEmpty()) {
            format = "pcapng %d.%d, %s".formatted(major, minor,
                    order == ByteOrder.LITTLE_ENDIAN ? "little-endian" : "big-endian");
        }
        interfaces.clear();
        block.end(order);
    }

    private void addInterface(PcapngBlock block) throws IOException {
        if (interfaces.size() == MAX_INTERFACES) {
            throw block.problem("the section has more than %d interfaces".formatted(MAX_INTERFACES));
        }
        interfaces.add(PcapngInterface.read(block, order));
    }

    private void packet(PcapngBlock block, PacketList packets, boolean obsolete) throws IOException {
        ByteBuffer b = block.take(20, order);
        long id = obsolete ? b.getShort(0) & 0xffff : Integer.toUnsignedLong(b.getInt(0));
        long count = Integer.toUnsignedLong(b.getInt(4)) << 32 | Integer.toUnsignedLong(b.getInt(8));
        long captured = Integer.toUnsignedLong(b.getInt(12));
        long original = Integer.toUnsignedLong(b.getInt(16));
        PcapngInterface from = ethernet(block, id);
        long nanos = from.unit().nanos(count).orElseThrow(() -> block.problem(
                "packet %d (counted from 0) has a timestamp before 1970 or after 2554".formatted(packets.size())));
        packets.check(block.at(), captured, original);
        packets.add(nanos, block.bytes((int) captured), original);
    }

    /** Without interface, time or captured length: the first interface, time 0, and the rule of its snap length. */
    private void simplePacket(PcapngBlock block, PacketList packets) throws IOException {
        long original = Integer.toUnsignedLong(block.take(4, order).getInt(0));
        long snap = ethernet(block, 0).snapLength();
        long captured = snap == 0 ? original : Math.min(snap, original);
        packets.check(block.at(), captured, original);
        packets.add(0, block.bytes((int) captured), original);
    }

    private PcapngInterface ethernet(PcapngBlock block, long id) {
        if (id >= interfaces.size()) {
            throw block.problem("a packet is of interface %d, and the section has declared %d".formatted(id,
                    interfaces.size()));
        }
        PcapngInterface from = interfaces.get((int) id);
        if (from.linkType() != LinkType.ETHERNET) {
            throw source.problem(block.at(), "has a packet of link type %s, not Ethernet"
                    .formatted(LinkType.name(from.linkType())),
                    "Capture on one Ethernet interface, for example `tcpdump -i eth0 -w`.");
        }
        return from;
    }
}
