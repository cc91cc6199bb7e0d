package dev.xdpscope.drivers.packet;

import java.util.ArrayList;
import java.util.List;

/** The packets read so far, kept within {@link Captures#MAX_MEMORY}, and what can be wrong with any one's lengths. */
final class PacketList {
    private final CaptureSource source;
    private final int limit;
    private final List<Packet> packets = new ArrayList<>();
    private long memory;

    PacketList(CaptureSource source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    boolean full() {
        return packets.size() >= limit;
    }

    /** Number of packets, which is the index of the next. */
    int size() {
        return packets.size();
    }

    List<Packet> list() {
        return packets;
    }

    /** Refuses impossible lengths before anything is allocated for them. Lengths are unsigned 32-bit. */
    void check(long at, long captured, long original) {
        if (captured > Captures.MAX_PACKET) {
            throw source.problem(at, "packet %d (counted from 0) has %d captured bytes, it says; more than %d cannot be"
                    .formatted(size(), captured, Captures.MAX_PACKET), damaged());
        }
        if (original > Integer.MAX_VALUE) {
            throw source.problem(at, "packet %d (counted from 0) was %d bytes long on the wire, it says"
                    .formatted(size(), original), damaged());
        }
        memory += captured + Captures.OVERHEAD;
        if (memory > Captures.MAX_MEMORY) {
            throw source.problem(at, "the capture's packets need more than %d MiB of memory"
                    .formatted(Captures.MAX_MEMORY >> 20),
                    "Cut a part out of it, for example the first %d packets: `editcap -r in.pcap out.pcapng 1-%d`."
                            .formatted(Math.min(size(), 10_000), Math.min(size(), 10_000)));
        }
    }

    void add(long timestampNanos, byte[] bytes, long original) {
        packets.add(new Packet(size(), timestampNanos, bytes, (int) original));
    }

    /** The file ends inside the packet at offset {@code at}. */
    CaptureException cut(long at, String missing) {
        return source.problem(at, "is cut in mid-record: %s of packet %d (counted from 0) are missing"
                .formatted(missing, size()), whole());
    }

    /** What to do about a file whose end is missing. */
    String whole() {
        return size() == 0 ? "Copy or make the capture again."
                : "Copy the capture again, or read only its first %d packets.".formatted(size());
    }

    String damaged() {
        return size() == 0 ? "The file is damaged; copy or make the capture again."
                : "The file is damaged here; copy it again, or read only its first %d packets.".formatted(size());
    }
}
