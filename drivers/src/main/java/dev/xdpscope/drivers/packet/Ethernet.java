package dev.xdpscope.drivers.packet;

/**
 * What an Ethernet header says, VLAN tags included.
 *
 * @param etherType the type behind all whole VLAN tags; below 0x600 it is a length (IEEE 802.3)
 * @param payload offset of the first byte behind that type
 */
public record Ethernet(MacAddress destination, MacAddress source, int etherType, int payload) {
    /** Length of the header without tags. */
    public static final int HEADER = 14;

    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    public static final int IPV6 = 0x86dd;
}
