package dev.xdpscope.drivers.packet;

import java.util.Map;

/** Link types of capture files, from the registry at https://www.tcpdump.org/linktypes.html. */
public final class LinkType {
    /** LINKTYPE_ETHERNET: the only one that a NIC of ours receives. */
    public static final int ETHERNET = 1;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "BSD loopback (NULL)"), Map.entry(ETHERNET, "Ethernet"), Map.entry(6, "Token Ring"),
            Map.entry(9, "PPP"), Map.entry(50, "PPP in HDLC"), Map.entry(51, "PPPoE"), Map.entry(101, "raw IP"),
            Map.entry(104, "Cisco HDLC"), Map.entry(105, "IEEE 802.11 (Wi-Fi)"), Map.entry(107, "Frame Relay"),
            Map.entry(108, "OpenBSD loopback"), Map.entry(113, "Linux cooked v1 (tcpdump -i any)"),
            Map.entry(127, "802.11 with radiotap"), Map.entry(147, "user 0"), Map.entry(187, "Bluetooth HCI H4"),
            Map.entry(189, "USB (Linux)"), Map.entry(195, "IEEE 802.15.4"), Map.entry(220, "USB (Linux, padded)"),
            Map.entry(227, "CAN socket"), Map.entry(228, "raw IPv4"), Map.entry(229, "raw IPv6"),
            Map.entry(239, "NFLOG"), Map.entry(247, "InfiniBand"), Map.entry(253, "Linux netlink"),
            Map.entry(276, "Linux cooked v2 (tcpdump -i any)"));

    private LinkType() {}

    /** For example {@code Ethernet} or, where we know no name, {@code number 300}. */
    public static String name(int linkType) {
        return NAMES.getOrDefault(linkType, "number " + linkType);
    }
}
