package dev.xdpscope.drivers.nic;

import java.util.Optional;

/**
 * A packet as the NIC hands it to the driver.
 *
 * @param descriptor what the NIC writes into the ring, as many bytes as the layout has; if it compresses descriptors, what the
 *     driver makes of that
 * @param prefix what it writes into the receive buffer right in front of the frame; nothing for most NICs
 * @param frame the frame in the receive buffer, from the destination MAC address on, without a stripped VLAN tag
 * @param facts what the NIC knew
 * @param sequence how many packets the queue had received before
 * @param compressed what was written in place of a descriptor of the packet's own; empty if it has one
 */
public record Received(byte[] descriptor, byte[] prefix, byte[] frame, Facts facts, long sequence,
        Optional<Compressed> compressed) {
    /** A packet with a descriptor of its own. */
    public Received(byte[] descriptor, byte[] prefix, byte[] frame, Facts facts, long sequence) {
        this(descriptor, prefix, frame, facts, sequence, Optional.empty());
    }

    /** A packet with nothing in front of the frame. */
    public Received(byte[] descriptor, byte[] frame, Facts facts, long sequence) {
        this(descriptor, new byte[0], frame, facts, sequence);
    }

    /** The same with a descriptor that the driver made of a mini entry. */
    Received compressed(byte[] expanded, Compressed by) {
        return new Received(expanded, prefix, frame, facts, sequence, Optional.of(by));
    }
}
