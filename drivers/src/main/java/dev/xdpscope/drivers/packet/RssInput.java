package dev.xdpscope.drivers.packet;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * What goes into a packet's RSS hash: source address, destination address and, by type, source and destination port,
 * all in network order (Microsoft, "RSS Hashing Functions").
 *
 * @param bytes 8 or 32 for addresses, 4 more with ports
 */
public record RssInput(RssType type, byte[] bytes) {

    /**
     * Chooses the most specific enabled type that the packet has. Fragments, first ones included, have no ports in this
     * sense: later ones could not be hashed alike. Empty for what is no IP, or of no enabled type.
     */
    public static Optional<RssInput> select(Frame frame, Set<RssType> enabled) {
        return frame.l3().flatMap(l3 -> {
            Optional<L4.Ported> ported = frame.fragment().isPresent() ? Optional.empty()
                    : frame.l4().filter(L4.Ported.class::isInstance).map(L4.Ported.class::cast);
            return ported.filter(p -> enabled.contains(type(l3, p))).map(p -> withPorts(l3, p))
                    .or(() -> Optional.of(addresses(l3)).filter(i -> enabled.contains(i.type())));
        });
    }

    private static RssType type(L3 l3, L4.Ported l4) {
        boolean v4 = l3 instanceof L3.Ipv4;
        return switch (l4) {
            case L4.Tcp t -> v4 ? RssType.IPV4_TCP : RssType.IPV6_TCP;
            case L4.Udp u -> v4 ? RssType.IPV4_UDP : RssType.IPV6_UDP;
            case L4.Sctp s -> v4 ? RssType.IPV4_SCTP : RssType.IPV6_SCTP;
        };
    }

    private static RssInput addresses(L3 l3) {
        byte[] source = l3.source().bytes();
        return new RssInput(l3 instanceof L3.Ipv4 ? RssType.IPV4 : RssType.IPV6,
                ByteBuffer.allocate(2 * source.length).put(source).put(l3.destination().bytes()).array());
    }

    private static RssInput withPorts(L3 l3, L4.Ported l4) {
        byte[] both = addresses(l3).bytes();
        return new RssInput(type(l3, l4), ByteBuffer.allocate(both.length + 4).put(both)
                .putShort((short) l4.sourcePort()).putShort((short) l4.destinationPort()).array());
    }
}
