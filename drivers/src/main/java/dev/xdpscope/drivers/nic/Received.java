package dev.xdpscope.drivers.nic;

/**
 * A packet as the NIC hands it to the driver.
 *
 * @param descriptor what the NIC writes into the ring, as many bytes as the layout has
 * @param prefix what it writes into the receive buffer right in front of the frame; nothing for most NICs
 * @param frame the frame in the receive buffer, from the destination MAC address on, without a stripped VLAN tag
 * @param facts what the NIC knew
 * @param sequence how many packets the queue had received before
 */
public record Received(byte[] descriptor, byte[] prefix, byte[] frame, Facts facts, long sequence) {
    /** A packet with nothing in front of the frame. */
    public Received(byte[] descriptor, byte[] frame, Facts facts, long sequence) {
        this(descriptor, new byte[0], frame, facts, sequence);
    }
}
