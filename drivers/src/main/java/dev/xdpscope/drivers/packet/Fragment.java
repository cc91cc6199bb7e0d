package dev.xdpscope.drivers.packet;

/**
 * That a packet is a fragment: IPv4 with an offset or More Fragments (RFC 791 section 3.1), or IPv6 with a Fragment
 * header (RFC 8200 section 4.5).
 *
 * @param id 16 bits for IPv4, 32 for IPv6
 * @param offset bytes of the original packet's payload that come before this one's
 * @param more whether further fragments follow
 */
public record Fragment(long id, int offset, boolean more) {

    /** Whether the transport header is, or begins, in this fragment. */
    public boolean first() {
        return offset == 0;
    }

    /** Whether it is the whole packet all the same (an IPv6 atomic fragment, RFC 6946). */
    public boolean whole() {
        return offset == 0 && !more;
    }
}
