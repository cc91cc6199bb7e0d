package dev.xdpscope.drivers.packet;

import java.util.Optional;

/** Parses the transport header behind an IP header. */
final class TransportParser {
    private static final int TCP_MINIMUM = 20;

    private TransportParser() {}

    static Optional<L4> parse(FrameParser in, L3 l3) {
        int left = Math.min(l3.end(), in.bytes().length) - in.at();
        boolean later = l3.fragment().map(f -> !f.first()).orElse(false);
        if (later || left <= 0) {
            return Optional.empty();
        }
        Optional<L4> l4 = header(in.bytes(), in.at(), left, l3);
        l4.ifPresent(h -> in.layer(h.name(), Math.min(h.headerLength(), left), summary(h)));
        return l4;
    }

    /** @param left bytes of the IP payload that were captured */
    private static Optional<L4> header(byte[] b, int at, int left, L3 l3) {
        boolean v6 = l3 instanceof L3.Ipv6;
        return switch (l3.protocol()) {
            case IpProtocol.TCP -> tcp(b, at, left, l3.end() - at);
            case IpProtocol.UDP -> left < 8 ? Optional.empty()
                    : Optional.of(new L4.Udp(at, Wire.u16(b, at), Wire.u16(b, at + 2), Wire.u16(b, at + 4)));
            case IpProtocol.SCTP -> left < 12 ? Optional.empty()
                    : Optional.of(new L4.Sctp(at, Wire.u16(b, at), Wire.u16(b, at + 2), Wire.u32(b, at + 4)));
            case IpProtocol.ICMP -> left < 8 || v6 ? Optional.empty()
                    : Optional.of(new L4.Icmp(at, Wire.u8(b, at), Wire.u8(b, at + 1)));
            case IpProtocol.ICMPV6 -> left < 4 || !v6 ? Optional.empty()
                    : Optional.of(new L4.Icmpv6(at, Wire.u8(b, at), Wire.u8(b, at + 1)));
            case IpProtocol.ESP -> left < 8 ? Optional.empty()
                    : Optional.of(new L4.Esp(at, Wire.u32(b, at), Wire.u32(b, at + 4)));
            default -> Optional.empty();
        };
    }

    private static Optional<L4> tcp(byte[] b, int at, int left, int declared) {
        if (left < TCP_MINIMUM) {
            return Optional.empty();
        }
        int length = 4 * (Wire.u8(b, at + 12) >> 4);
        return length < TCP_MINIMUM || length > declared ? Optional.empty()
                : Optional.of(new L4.Tcp(at, length, Wire.u16(b, at), Wire.u16(b, at + 2), Wire.u8(b, at + 13)));
    }

    private static String summary(L4 l4) {
        return switch (l4) {
            case L4.Tcp t -> "port %d > %d, flags %s".formatted(t.sourcePort(), t.destinationPort(), t.flagLetters());
            case L4.Ported p -> "port %d > %d".formatted(p.sourcePort(), p.destinationPort());
            case L4.Icmp i -> FrameSummary.icmp(i.type(), i.code());
            case L4.Icmpv6 i -> FrameSummary.icmpv6(i.type(), i.code());
            case L4.Esp e -> "SPI 0x%08x, sequence %d".formatted(e.spi(), e.sequence());
        };
    }
}
