package dev.xdpscope.drivers.packet;

import java.util.Optional;

/** A whole IP header, extension headers included. Offsets are from the start of the frame. */
public sealed interface L3 {
    /** First byte of the header. */
    int offset();

    /** Bytes of the header with its options or the extension headers that were captured. */
    int headerLength();

    /** Where the packet ends by its own length field; beyond the frame if it was cut. */
    int end();

    /** Number of the protocol behind the header and all extension headers (IANA protocol numbers). */
    int protocol();

    IpAddress source();

    IpAddress destination();

    Optional<Fragment> fragment();

    /** Whether there are IPv4 options or IPv6 extension headers: XDP_RSS_L3_DYNHDR. */
    boolean options();

    /**
     * Whether a routing header or source-route option still has hops to name, so that transport checksums are of a
     * destination other than the header's (RFC 8200 section 8.1).
     */
    boolean sourceRouted();

    /** First byte behind the header. */
    default int payload() {
        return offset() + headerLength();
    }

    /**
     * IPv4 (RFC 791).
     *
     * @param checksumOk whether the header's checksum is right
     */
    record Ipv4(int offset, int headerLength, int end, int protocol, IpAddress source, IpAddress destination,
            Optional<Fragment> fragment, boolean options, boolean sourceRouted, int ttl, boolean checksumOk)
            implements L3 {}

    /**
     * IPv6 (RFC 8200) with hop-by-hop, routing, fragment, destination options and authentication headers.
     *
     * @param flowLabel 20 bits
     */
    record Ipv6(int offset, int headerLength, int end, int protocol, IpAddress source, IpAddress destination,
            Optional<Fragment> fragment, boolean options, boolean sourceRouted, int hopLimit, int flowLabel)
            implements L3 {}
}
