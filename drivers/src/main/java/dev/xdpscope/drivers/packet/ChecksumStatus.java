package dev.xdpscope.drivers.packet;

/** What checking a checksum came to. */
public enum ChecksumStatus {
    /** It is there and right. */
    OK,
    /** It is there and wrong, or absent where one must be (UDP in IPv6, RFC 8200 section 8.1). */
    BAD,
    /** The packet carries none: no IP packet, an unknown protocol, ESP, or UDP in IPv4 with 0 (RFC 768). */
    NONE,
    /**
     * It cannot be checked from this frame: a fragment, bytes that were not captured, a header that is not whole, a
     * source route, or lengths that contradict each other.
     */
    NOT_CHECKABLE
}
