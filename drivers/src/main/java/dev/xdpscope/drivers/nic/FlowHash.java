package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.packet.Ethernet;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.packet.L3;
import dev.xdpscope.drivers.packet.L4;
import dev.xdpscope.drivers.packet.Toeplitz;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The hash that the kernel's flow dissector gives a frame (net/core/flow_dissector.c, __skb_get_hash_net(), 6.12): the same for
 * both directions of a flow, and never 0. What goes into it is the kernel's choice; the number is not, for the kernel hashes with
 * a key that is random at each boot. Tunnels are not looked into.
 *
 * <p>With a tag in the frame the dissector finds neither addresses nor ports: a sender's network header is behind the tag while
 * the sk_buff's protocol still names it (net/packet/af_packet.c, packet_parse_headers(), 6.12), so it takes the IP header's first
 * bytes for the rest of the tag.
 *
 * @param l4 whether ports, an SPI or an IPv6 flow label are in it and are not 0
 */
record FlowHash(int hash, boolean l4) {
    /** Of a frame from its destination MAC address on. */
    static FlowHash of(byte[] bytes) {
        Frame frame = Frame.parse(bytes);
        Optional<L3> found = frame.l3().filter(l3 -> frame.vlans().isEmpty());
        int upper = found.map(l3 -> upper(l3, frame.l4())).orElse(0);
        byte[] input = found.map(l3 -> addressed(l3, upper)).orElseGet(() -> number(type(frame)));
        int hash = Toeplitz.standard().hash(input);
        return new FlowHash(hash == 0 ? 1 : hash, upper != 0);
    }

    private static int type(Frame frame) {
        return frame.vlans().isEmpty() ? frame.ethernet().map(Ethernet::etherType).orElse(0)
                : frame.vlans().getFirst().proto();
    }

    /** Above the addresses: the flow label, where the dissector stops, or the ports or SPI of what is no fragment. */
    private static int upper(L3 l3, Optional<L4> l4) {
        if (l3 instanceof L3.Ipv6 v6 && v6.flowLabel() != 0) {
            return v6.flowLabel();
        }
        return l3.fragment().isPresent() ? 0 : l4.map(FlowHash::upper).orElse(0);
    }

    private static int upper(L4 l4) {
        return switch (l4) {
            case L4.Ported p -> Math.max(p.sourcePort(), p.destinationPort()) << 16
                    | Math.min(p.sourcePort(), p.destinationPort());
            case L4.Esp esp -> (int) esp.spi();
            case L4.Icmp i -> 0;
            case L4.Icmpv6 i -> 0;
        };
    }

    private static byte[] addressed(L3 l3, int upper) {
        byte[] source = l3.source().bytes();
        byte[] destination = l3.destination().bytes();
        boolean ordered = Arrays.compareUnsigned(source, destination) <= 0;
        return ByteBuffer.allocate(2 * source.length + Integer.BYTES).put(ordered ? source : destination)
                .put(ordered ? destination : source).putInt(upper).array();
    }

    private static byte[] number(int n) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(n).array();
    }
}
