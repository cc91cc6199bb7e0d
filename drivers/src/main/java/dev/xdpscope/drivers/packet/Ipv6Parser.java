package dev.xdpscope.drivers.packet;

import java.util.Optional;

/** Parses an IPv6 header and its extension headers (RFC 8200). */
final class Ipv6Parser {
    private static final int HEADER = 40;

    private Ipv6Parser() {}

    static Optional<L3> parse(FrameParser in) {
        byte[] b = in.bytes();
        int at = in.at();
        if (in.left() < HEADER) {
            return in.broken("IPv6", "cut: %d of %d bytes".formatted(in.left(), HEADER));
        }
        if (Wire.u8(b, at) >> 4 != 6) {
            return in.broken("IPv6", "version is %d".formatted(Wire.u8(b, at) >> 4));
        }
        int payload = Wire.u16(b, at + 4);
        int hopLimit = Wire.u8(b, at + 7);
        IpAddress source = IpAddress.v6(b, at + 8);
        IpAddress destination = IpAddress.v6(b, at + 24);
        in.layer("IPv6", HEADER, "%s > %s, hop limit %d, payload %d".formatted(source, destination, hopLimit, payload));
        int end = at + HEADER + payload;
        int protocol = Wire.u8(b, at + 6);
        boolean options = ExtensionHeader.is(protocol);
        boolean routed = false;
        Optional<Fragment> fragment = Optional.empty();
        Optional<ExtensionHeader> header = extension(in, protocol, end, fragment);
        while (header.isPresent()) {
            protocol = header.get().next();
            routed |= header.get().sourceRouted();
            fragment = header.get().fragment().isPresent() ? header.get().fragment() : fragment;
            header = extension(in, protocol, end, fragment);
        }
        return Optional.of(new L3.Ipv6(at, in.at() - at, end, protocol, source, destination, fragment, options, routed,
                hopLimit, (int) Wire.u32(b, at) & 0xfffff));
    }

    /** Behind the fragment header of a later fragment there is no header, whatever its next-header field says. */
    private static Optional<ExtensionHeader> extension(FrameParser in, int protocol, int end,
            Optional<Fragment> fragment) {
        boolean later = fragment.isPresent() && !fragment.get().first();
        return later || !ExtensionHeader.is(protocol) ? Optional.empty() : ExtensionHeader.next(in, protocol, end);
    }
}
