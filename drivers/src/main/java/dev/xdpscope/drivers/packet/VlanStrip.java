package dev.xdpscope.drivers.packet;

import java.util.Optional;

/** What a NIC does with VLAN stripping on: takes the outer tag out of the frame and reports it beside it. */
public final class VlanStrip {
    private static final int MACS = 12;

    private VlanStrip() {}

    /**
     * A frame without its outer tag.
     *
     * @param proto tag protocol identifier of the tag that was taken out
     * @param tci its tag control information
     * @param bytes the rest, newly made
     */
    public record Stripped(int proto, int tci, byte[] bytes) {}

    /** Takes out an outer 802.1Q tag; empty if there is none. */
    public static Optional<Stripped> strip(byte[] frame) {
        return strip(frame, VlanTag.DOT1Q);
    }

    /** Takes out the outer tag if its protocol is {@code proto}; empty otherwise, and for a frame cut in its tag. */
    public static Optional<Stripped> strip(byte[] frame, int proto) {
        if (frame.length < Ethernet.HEADER + VlanTag.LENGTH || Wire.u16(frame, MACS) != proto) {
            return Optional.empty();
        }
        byte[] rest = new byte[frame.length - VlanTag.LENGTH];
        System.arraycopy(frame, 0, rest, 0, MACS);
        System.arraycopy(frame, MACS + VlanTag.LENGTH, rest, MACS, rest.length - MACS);
        return Optional.of(new Stripped(proto, Wire.u16(frame, MACS + 2), rest));
    }
}
