package dev.xdpscope.drivers.packet;

import java.util.Optional;
import java.util.OptionalInt;

/** Checks the checksum of a transport header, as a NIC does for its L4_OK bit. */
final class TransportChecksum {
    private TransportChecksum() {}

    static ChecksumStatus check(byte[] bytes, L3 l3, Optional<L4> l4) {
        boolean whole = l3.fragment().map(Fragment::whole).orElse(true);
        if (!IpProtocol.checked(l3.protocol())) {
            return ChecksumStatus.NONE;
        }
        if (l4.isEmpty() || !whole || l3.end() > bytes.length) {
            return ChecksumStatus.NOT_CHECKABLE;
        }
        return switch (l4.get()) {
            case L4.Tcp t -> pseudo(bytes, l3, t.offset(), l3.end());
            case L4.Udp u -> udp(bytes, l3, u);
            case L4.Icmpv6 i -> pseudo(bytes, l3, i.offset(), l3.end());
            case L4.Icmp i -> status(Checksums.sum(bytes, i.offset(), l3.end()) == 0xffff);
            case L4.Sctp s -> status(Checksums.sctp(bytes, s.offset(), l3.end()));
            case L4.Esp e -> ChecksumStatus.NONE;
        };
    }

    private static ChecksumStatus udp(byte[] bytes, L3 l3, L4.Udp udp) {
        if (Wire.u16(bytes, udp.offset() + 6) == 0) {
            return l3 instanceof L3.Ipv4 ? ChecksumStatus.NONE : ChecksumStatus.BAD;
        }
        if (udp.length() < udp.headerLength() || udp.length() > l3.end() - udp.offset()) {
            return ChecksumStatus.NOT_CHECKABLE;
        }
        return pseudo(bytes, l3, udp.offset(), udp.offset() + udp.length());
    }

    private static ChecksumStatus pseudo(byte[] bytes, L3 l3, int from, int to) {
        return l3.sourceRouted() ? ChecksumStatus.NOT_CHECKABLE : status(pseudoSum(bytes, l3, from, to) == 0xffff);
    }

    private static int pseudoSum(byte[] bytes, L3 l3, int from, int to) {
        int header = Checksums.pseudoHeader(l3, l3.protocol(), to - from);
        return Checksums.fold((long) header + Checksums.sum(bytes, from, to));
    }

    /** The sum that is 0xffff if the checksum is right; empty if this is neither TCP nor UDP, or was not captured whole. */
    static OptionalInt sum(byte[] bytes, L3 l3, Optional<L4> l4) {
        if (l4.isEmpty() || l3.end() > bytes.length) {
            return OptionalInt.empty();
        }
        return switch (l4.get()) {
            case L4.Tcp t -> OptionalInt.of(pseudoSum(bytes, l3, t.offset(), l3.end()));
            case L4.Udp u -> OptionalInt.of(pseudoSum(bytes, l3, u.offset(), l3.end()));
            case L4.Icmp i -> OptionalInt.empty();
            case L4.Icmpv6 i -> OptionalInt.empty();
            case L4.Sctp s -> OptionalInt.empty();
            case L4.Esp e -> OptionalInt.empty();
        };
    }

    private static ChecksumStatus status(boolean ok) {
        return ok ? ChecksumStatus.OK : ChecksumStatus.BAD;
    }
}
