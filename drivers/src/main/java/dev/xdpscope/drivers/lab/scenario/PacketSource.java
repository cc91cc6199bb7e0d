package dev.xdpscope.drivers.lab.scenario;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where packets are taken from.
 *
 * @param capture pcap or pcapng file
 * @param limit how many packets are taken from the capture
 * @param descriptors file with recorded descriptors, one hex line per packet, in place of simulated ones
 */
public record PacketSource(Path capture, int limit, Optional<Path> descriptors) {
    /** Packets taken where a scenario does not say. */
    public static final int DEFAULT_LIMIT = 1000;
}
