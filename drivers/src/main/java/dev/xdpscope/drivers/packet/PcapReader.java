package dev.xdpscope.drivers.packet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads pcap: a 24-byte header, then per packet a 16-byte header and the bytes (draft-ietf-opsawg-pcap). */
final class PcapReader {
    private static final int REST_OF_HEADER = 20;
    private static final int PACKET_HEADER = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final CaptureSource source;
    private final Format.Pcap format;

    /** @param source behind the magic number */
    PcapReader(CaptureSource source, Format.Pcap format) {
        this.source = source;
        this.format = format;
    }

    Capture read(int limit) throws IOException {
        header();
        PacketList packets = new PacketList(source, limit);
        boolean end = false;
        while (!end && !packets.full()) {
            end = !packet(packets);
        }
        String text = "pcap 2.4, %s, %s".formatted(
                format.order() == ByteOrder.LITTLE_ENDIAN ? "little-endian" : "big-endian",
                format.nanos() ? "nanoseconds" : "microseconds");
        boolean complete = end || source.upTo(1).length == 0;
        return new Capture(source.file(), text, LinkType.ETHERNET, packets.list(), complete);
    }

    private void header() throws IOException {
        byte[] bytes = source.upTo(REST_OF_HEADER);
        if (bytes.length < REST_OF_HEADER) {
            throw source.problem(0, "is cut in the file header: %d of 24 bytes are missing"
                    .formatted(REST_OF_HEADER - bytes.length), "Copy or make the capture again.");
        }
        ByteBuffer b = ByteBuffer.wrap(bytes).order(format.order());
        int major = b.getShort(0) & 0xffff;
        int minor = b.getShort(2) & 0xffff;
        if (major != 2 || minor != 4) {
            throw source.problem(4, "is pcap version %d.%d, and only 2.4 is read".formatted(major, minor),
                    "Convert it with `editcap -F pcapng`.");
        }
        // Bits 31:28 and 26 tell of a frame check sequence, the others above 15 are reserved.
        int linkType = b.getInt(16) & 0xffff;
        if (linkType != LinkType.ETHERNET) {
            throw source.problem(20, "has link type %s, not Ethernet".formatted(LinkType.name(linkType)),
                    "Capture on one Ethernet interface, for example `tcpdump -i eth0 -w`.");
        }
    }

    /** Reads one packet; false at the end of the file. */
    private boolean packet(PacketList packets) throws IOException {
        long at = source.offset();
        byte[] header = source.upTo(PACKET_HEADER);
        if (header.length == 0) {
            return false;
        }
        if (header.length < PACKET_HEADER) {
            throw packets.cut(at, "%d header bytes".formatted(PACKET_HEADER - header.length));
        }
        ByteBuffer b = ByteBuffer.wrap(header).order(format.order());
        long captured = Integer.toUnsignedLong(b.getInt(8));
        long original = Integer.toUnsignedLong(b.getInt(12));
        packets.check(at, captured, original);
        byte[] bytes = source.upTo((int) captured);
        if (bytes.length < captured) {
            throw packets.cut(at, "%d of %d bytes".formatted(captured - bytes.length, captured));
        }
        long fraction = Integer.toUnsignedLong(b.getInt(4)) * (format.nanos() ? 1 : 1000);
        packets.add(Integer.toUnsignedLong(b.getInt(0)) * NANOS_PER_SECOND + fraction, bytes, original);
        return true;
    }
}
