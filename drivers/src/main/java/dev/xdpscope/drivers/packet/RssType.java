package dev.xdpscope.drivers.packet;

/** What a NIC hashes of a packet: the addresses, or addresses and ports of one protocol. */
public enum RssType {
    IPV4,
    IPV6,
    IPV4_TCP,
    IPV6_TCP,
    IPV4_UDP,
    IPV6_UDP,
    IPV4_SCTP,
    IPV6_SCTP;

    /** Whether ports are hashed too. */
    public boolean ports() {
        return this != IPV4 && this != IPV6;
    }
}
