package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.packet.ChecksumStatus;
import dev.xdpscope.drivers.packet.Ethernet;
import dev.xdpscope.drivers.packet.Fragment;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.drivers.packet.L3;
import dev.xdpscope.drivers.packet.L4;
import dev.xdpscope.drivers.packet.Packet;
import java.util.Map;
import java.util.function.Predicate;

/** What a NIC's parser says of a frame. */
final class FrameFacts {
    /** IEEE 802.1AB. */
    private static final int LLDP = 0x88cc;

    private FrameFacts() {}

    static void tell(Packet packet, Frame frame, Map<Role, Fact> facts) {
        boolean fragment = frame.fragment().filter(Predicate.not(Fragment::whole)).isPresent();
        facts.put(Role.FRAME_LENGTH, new Fact.Number(frame.bytes().length));
        facts.put(Role.L3_TYPE, new Fact.Name(frame.l3().map(FrameFacts::name).orElse("none")));
        facts.put(Role.L4_TYPE,
                new Fact.Name(fragment ? "none" : frame.l4().map(l4 -> name(frame, l4)).orElse("none")));
        facts.put(Role.PACKET_TYPE, new Fact.Name(packetType(frame, fragment)));
        Ptp ptp = Ptp.of(frame, fragment);
        facts.put(Role.PTP, new Fact.Name(ptp.kind()));
        facts.put(Role.PTP_MESSAGE, new Fact.Name(ptp.message()));
        facts.put(Role.IP_FRAGMENT, flag(fragment));
        facts.put(Role.L2_OK, flag(frame.ethernet().isPresent()));
        facts.put(Role.L3_OK, flag(frame.l3().isPresent() && frame.l3Checksum() != ChecksumStatus.BAD));
        facts.put(Role.L4_OK, flag(!fragment && l4Ok(packet, frame)));
        facts.put(Role.L3_ERROR, flag(frame.l3().isPresent() && frame.l3Checksum() == ChecksumStatus.BAD));
        facts.put(Role.L4_ERROR, flag(!fragment && l4Error(frame)));
        facts.put(Role.L4_SUM, new Fact.Number(fragment ? 0 : l4Sum(packet, frame)));
        facts.put(Role.CHECKSUM_COMPLETE, new Fact.Number(frame.ipSum().orElse(0)));
    }

    /** Bytes that a capture lacks were there on the wire; they are taken to have been right. */
    private static boolean l4Ok(Packet packet, Frame frame) {
        boolean tcpOrUdp = frame.l4().filter(l4 -> l4 instanceof L4.Tcp || l4 instanceof L4.Udp).isPresent();
        return tcpOrUdp && switch (frame.l4Checksum()) {
            case OK -> true;
            case NOT_CHECKABLE -> packet.cut();
            case BAD, NONE -> false;
        };
    }

    /** As if the bytes that a capture lacks had been right, like {@link #l4Ok}. */
    private static long l4Sum(Packet packet, Frame frame) {
        return l4Ok(packet, frame) ? 0xffff : frame.l4Sum().orElse(0);
    }

    private static boolean l4Error(Frame frame) {
        return frame.l4().filter(L4.Ported.class::isInstance).isPresent() && frame.l4Checksum() == ChecksumStatus.BAD;
    }

    /** Of the outermost headers: what is inside a tunnel is not looked at. */
    private static String packetType(Frame frame, boolean fragment) {
        return frame.l3().map(l3 -> (l3 instanceof L3.Ipv4 ? "ipv4" : "ipv6") + (fragment ? "-fragment"
                : frame.l4().map(FrameFacts::protocol).orElse(""))).orElseGet(() -> frame.ethernet()
                        .map(ethernet -> switch (ethernet.etherType()) {
                            case Ethernet.ARP -> "ethernet-arp";
                            case Ptp.ETHERTYPE -> "ethernet-ptp";
                            case LLDP -> "ethernet-lldp";
                            default -> "ethernet";
                        }).orElse("none"));
    }

    private static String protocol(L4 l4) {
        return switch (l4) {
            case L4.Tcp t -> "-tcp";
            case L4.Udp u -> "-udp";
            case L4.Sctp s -> "-sctp";
            case L4.Icmp i -> "-icmp";
            case L4.Icmpv6 i -> "-icmp";
            case L4.Esp e -> "";
        };
    }

    private static String name(L3 l3) {
        return switch (l3) {
            case L3.Ipv4 v4 -> v4.options() ? "ipv4-options" : "ipv4";
            case L3.Ipv6 v6 -> v6.options() ? "ipv6-extended" : "ipv6";
        };
    }

    private static String name(Frame frame, L4 l4) {
        return switch (l4) {
            case L4.Tcp t -> tcp(frame, t);
            case L4.Udp u -> "udp";
            case L4.Sctp s -> "sctp";
            case L4.Icmp i -> "icmp";
            case L4.Icmpv6 i -> "icmpv6";
            case L4.Esp e -> "esp";
        };
    }

    private static String tcp(Frame frame, L4.Tcp tcp) {
        if (!tcp.ack()) {
            return "tcp";
        }
        int end = frame.l3().map(L3::end).orElse(0);
        return end > tcp.offset() + tcp.headerLength() ? "tcp-ack-data" : "tcp-ack";
    }

    private static Fact flag(boolean set) {
        return new Fact.Number(set ? 1 : 0);
    }
}
