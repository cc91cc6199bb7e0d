package dev.xdpscope.drivers.descriptor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a NIC knows of a packet, or its driver of the NIC: the words that a NIC folder uses for what a field holds. */
public enum Role {
    FRAME_LENGTH("bytes of the frame as the NIC hands it over: as captured, and after VLAN stripping"),
    BUFFER_LENGTH("bytes that the NIC writes into the receive buffer: what is in front of the frame, and the frame"),
    RSS_HASH("the receive-side-scaling hash, 32 bits; 0 for a frame that was not hashed"),
    RSS_TYPE("what the hash was computed over", "none", "ipv4", "ipv4-tcp", "ipv4-udp", "ipv4-sctp", "ipv4-ipsec",
            "ipv6",
            "ipv6-tcp", "ipv6-udp", "ipv6-sctp", "ipv6-ipsec"),
    L3_TYPE("the network header behind Ethernet and VLAN tags", "none", "ipv4", "ipv4-options", "ipv6",
            "ipv6-extended"),
    L4_TYPE("the transport header; none in fragments", "none", "tcp", "tcp-ack", "tcp-ack-data", "udp", "sctp", "icmp",
            "icmpv6", "esp"),
    PACKET_TYPE("the frame's kind, by its outermost headers", "none", "ethernet", "ethernet-arp", "ethernet-ptp",
            "ethernet-lldp", "ipv4", "ipv4-fragment", "ipv4-tcp", "ipv4-udp", "ipv4-sctp", "ipv4-icmp", "ipv6",
            "ipv6-fragment", "ipv6-tcp", "ipv6-udp", "ipv6-sctp", "ipv6-icmp"),
    PTP("a PTP version 2 message, by what carries it and whether such messages are timestamped", "none",
            "ethernet-event", "ethernet-general", "udp-event", "udp-general"),
    PTP_MESSAGE("the type of a PTP version 2 message", "none", "sync", "delay-req", "pdelay-req", "pdelay-resp",
            "follow-up", "delay-resp", "pdelay-follow-up", "announce", "signaling", "management"),
    IP_FRAGMENT("1 if the frame holds an IP fragment, else 0"),
    VLAN_TAG("the outer VLAN tag that the frame arrived with, stripped or not", "none", "c-tag", "s-tag"),
    VLAN_PRESENT("1 if the NIC stripped a VLAN tag, else 0"),
    VLAN_TCI("the stripped tag's control information: PCP in bits 15:13, DEI in bit 12, VID in bits 11:0; 0 if none"),
    VLAN_TPID("the stripped tag's protocol, for example 0x8100; 0 if none"),
    L2_OK("1 if the frame arrived whole"),
    L3_OK("1 if it has an IPv4 header with a right checksum, or an IPv6 header"),
    L4_OK("1 if it has a TCP or UDP checksum that is right, and is no fragment"),
    L3_ERROR("1 if it has an IPv4 header with a wrong checksum"),
    L4_ERROR("1 if it has a TCP, UDP or SCTP checksum that is wrong, and is no fragment"),
    CHECKSUM_COMPLETE(
            "ones' complement sum of the network header and all that follows, folded to 16 bits; 0 if not IP"),
    L4_SUM("ones' complement sum of a TCP or UDP header, what follows and its pseudo-header, folded to 16 bits: 0xffff if the "
            + "checksum is right; 0 if neither"),
    CLOCK_TIME("arrival on the NIC's time scale, nanoseconds since 1970 as one 64-bit number"),
    CLOCK_SECONDS("whole seconds of the arrival"),
    CLOCK_NANOSECONDS("nanoseconds within the second of the arrival"),
    CLOCK_CYCLES("the free-running counter at arrival, as many bits as it has"),
    LATCH("which of four registers a device keeps the packet's timestamp in, used in turn", "first", "second", "third",
            "fourth"),
    RING_INDEX("number of the descriptor's slot in its ring"),
    RING_GENERATION("how often the ring has wrapped: its lowest bit toggles from one round to the next"),
    PACKET_COUNT("how many packets the queue has received before"),
    QUEUE("number of the receive queue"),
    IFINDEX("the interface's number"),
    TIMECOUNTER_MULT("cycles to nanoseconds: the multiplier"),
    TIMECOUNTER_SHIFT("cycles to nanoseconds: the bits to shift right by after multiplying"),
    TIMECOUNTER_MASK("all ones in the bits of the counter that the driver looks at"),
    TIMECOUNTER_CYCLES("the counter when the driver last read it"),
    TIMECOUNTER_TIME("nanoseconds since 1970 when the driver last read the counter"),
    TIMECOUNTER_FRACTION("what the last reading left over below a nanosecond, in units of 2^-shift"),
    CACHED_TIME("the driver's copy of the clock when it processes the packet, nanoseconds since 1970"),
    CACHED_CYCLES("the free-running counter when that copy was made, as many bits as it has");

    private final String about;
    private final List<String> names;

    Role(String about, String... names) {
        this.about = about;
        this.names = List.of(names);
    }

    /** The word in nic.json, for example {@code rss-hash}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the field holds, one clause. */
    public String about() {
        return about;
    }

    /** The names it can have, if it is one of several things rather than a number. */
    public List<String> names() {
        return names;
    }

    /** Whether only a driver knows it, so that no descriptor can hold it. */
    public boolean driverOnly() {
        return name().startsWith("TIMECOUNTER") || name().startsWith("CACHED");
    }

    /** The role of that word. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Role::word).toList();
    }
}
