package dev.xdpscope.drivers.packet;

/**
 * A VLAN tag (IEEE 802.1Q-2022 clause 9).
 *
 * @param offset of the tag protocol identifier in the frame
 * @param proto the tag protocol identifier: {@link #DOT1Q} or {@link #DOT1AD}
 * @param tci tag control information: PCP in bits 15:13, DEI in bit 12, VID in bits 11:0
 */
public record VlanTag(int offset, int proto, int tci) {
    /** A customer tag (C-TAG), ETH_P_8021Q. */
    public static final int DOT1Q = 0x8100;

    /** A service tag (S-TAG), ETH_P_8021AD. */
    public static final int DOT1AD = 0x88a8;

    /** Bytes a tag adds to a frame. */
    public static final int LENGTH = 4;

    static boolean is(int etherType) {
        return etherType == DOT1Q || etherType == DOT1AD;
    }

    /** VLAN identifier, 0–4095. */
    public int vid() {
        return tci & 0xfff;
    }

    /** Priority code point, 0–7. */
    public int pcp() {
        return tci >> 13 & 7;
    }

    /** Drop eligible indicator. */
    public boolean dei() {
        return (tci & 0x1000) != 0;
    }

    /** {@code 802.1Q} or {@code 802.1ad}. */
    public String name() {
        return proto == DOT1AD ? "802.1ad" : "802.1Q";
    }
}
