package dev.xdpscope.drivers.packet;

import java.nio.file.Path;
import java.util.List;

/**
 * The packets of a capture file.
 *
 * @param file the file as the user named it
 * @param format for people, for example {@code pcap 2.4, little-endian, nanoseconds} or {@code pcapng 1.0, big-endian}
 * @param linkType LINKTYPE_ number; always {@link LinkType#ETHERNET}
 * @param packets in file order
 * @param complete whether the file was read to its end; false where reading stopped at the caller's limit
 */
public record Capture(Path file, String format, int linkType, List<Packet> packets, boolean complete) {
    public Capture {
        packets = List.copyOf(packets);
    }
}
