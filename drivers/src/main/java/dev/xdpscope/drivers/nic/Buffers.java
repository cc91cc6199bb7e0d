package dev.xdpscope.drivers.nic;

import java.util.Optional;

/**
 * How a driver lays received packets into buffers while an XDP program is attached.
 *
 * @param first most bytes of a packet in its first buffer, with what the NIC writes in front of it
 * @param frags what further buffers are like; empty if the driver has only one for a packet
 * @param refusal what the driver says where a packet may need more buffers than the program takes; empty if it does not look
 */
public record Buffers(int first, Optional<Frags> frags, Optional<String> refusal) {
    /**
     * Further buffers, each in a page of its own.
     *
     * @param bytes most bytes of a packet in each
     * @param offset where in the page they begin
     * @param most how many there are for one packet
     */
    public record Frags(int bytes, int offset, int most) {}

    /** Most bytes of a packet. */
    public int largest() {
        return first + frags.map(f -> f.bytes * f.most).orElse(0);
    }

    /** How many further buffers a packet of {@code length} bytes needs. */
    public int further(int length) {
        return length <= first ? 0 : frags.map(f -> (length - first + f.bytes - 1) / f.bytes).orElse(0);
    }
}
