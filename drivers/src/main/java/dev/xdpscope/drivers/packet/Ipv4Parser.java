package dev.xdpscope.drivers.packet;

import java.util.Optional;

/** Parses an IPv4 header and its options (RFC 791), and an authentication header behind it (RFC 4302). */
final class Ipv4Parser {
    private static final int MINIMUM = 20;
    private static final int LOOSE_SOURCE_ROUTE = 131;
    private static final int STRICT_SOURCE_ROUTE = 137;

    private Ipv4Parser() {}

    static Optional<L3> parse(FrameParser in) {
        byte[] b = in.bytes();
        int at = in.at();
        if (in.left() < MINIMUM) {
            return in.broken("IPv4", "cut: %d of %d bytes".formatted(in.left(), MINIMUM));
        }
        int header = 4 * (Wire.u8(b, at) & 0xf);
        int total = Wire.u16(b, at + 2);
        if (Wire.u8(b, at) >> 4 != 4 || header < MINIMUM || total < header || in.left() < header) {
            return in.broken("IPv4", "version, lengths or cut options make no sense");
        }
        IpAddress source = IpAddress.v4(b, at + 12);
        IpAddress destination = IpAddress.v4(b, at + 16);
        in.layer("IPv4", header, "%s > %s, TTL %d, length %d"
                .formatted(source, destination, Wire.u8(b, at + 8), total));
        Optional<Fragment> fragment = fragment(b, at);
        int protocol = Wire.u8(b, at + 9);
        if (protocol == IpProtocol.AH && fragment.map(Fragment::first).orElse(true)) {
            protocol = ExtensionHeader.next(in, protocol, at + total).map(ExtensionHeader::next).orElse(protocol);
        }
        return Optional.of(new L3.Ipv4(at, in.at() - at, at + total, protocol, source, destination, fragment,
                header > MINIMUM, sourceRouted(b, at + MINIMUM, at + header), Wire.u8(b, at + 8),
                Checksums.sum(b, at, at + header) == 0xffff));
    }

    private static Optional<Fragment> fragment(byte[] b, int at) {
        int field = Wire.u16(b, at + 6);
        boolean more = (field & 0x2000) != 0;
        int offset = 8 * (field & 0x1fff);
        return more || offset != 0 ? Optional.of(new Fragment(Wire.u16(b, at + 4), offset, more)) : Optional.empty();
    }

    /** Whether a source-route option's pointer is not yet past its end. */
    private static boolean sourceRouted(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] != 0) {
            int length = b[i] == 1 ? 1 : i + 1 < to ? Wire.u8(b, i + 1) : 0;
            if (length < 1 || length == 1 && b[i] != 1 || i + length > to) {
                return false;
            }
            int kind = Wire.u8(b, i);
            if ((kind == LOOSE_SOURCE_ROUTE || kind == STRICT_SOURCE_ROUTE) && length >= 3
                    && Wire.u8(b, i + 2) < length) {
                return true;
            }
            i += length;
        }
        return false;
    }
}
