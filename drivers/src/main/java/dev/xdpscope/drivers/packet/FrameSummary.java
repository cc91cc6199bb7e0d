package dev.xdpscope.drivers.packet;

/** A frame in one line, much as tcpdump writes it. */
final class FrameSummary {
    private FrameSummary() {}

    static String of(Frame f) {
        StringBuilder s = new StringBuilder();
        for (VlanTag tag : f.vlans()) {
            s.append("VLAN ").append(tag.vid());
            if (tag.pcp() != 0) {
                s.append(" p").append(tag.pcp());
            }
            s.append(' ');
        }
        return s.append(f.l3().map(l3 -> ip(f, l3)).orElseGet(() -> other(f))).toString();
    }

    private static String other(Frame f) {
        if (f.ethernet().isEmpty()) {
            return f.layers().isEmpty() ? "empty frame" : "Ethernet " + f.layers().getFirst().summary();
        }
        Ethernet e = f.ethernet().get();
        Layer last = f.layers().getLast();
        return switch (last.name()) {
            case "IPv4", "IPv6" -> last.name() + " header " + last.summary();
            default -> f.layers().stream().filter(l -> l.name().equals("ARP")).findFirst()
                    .map(arp -> "ARP " + arp.summary())
                    .orElseGet(() -> "%s > %s %s %d".formatted(e.source(), e.destination(),
                            FrameParser.typeName(e.etherType()), f.bytes().length - e.payload()));
        };
    }

    private static String ip(Frame f, L3 l3) {
        String name = l3 instanceof L3.Ipv4 ? "IP " : "IP6 ";
        if (f.fragment().filter(g -> !g.whole()).isPresent()) {
            Fragment g = f.fragment().orElseThrow();
            return "%s%s > %s %s fragment %d@%d%s".formatted(name, l3.source(), l3.destination(),
                    IpProtocol.name(l3.protocol()), Math.max(0, l3.end() - l3.payload()), g.offset(),
                    g.more() ? "+" : "");
        }
        if (f.l4().isEmpty()) {
            return "%s%s > %s %s %d".formatted(name, l3.source(), l3.destination(), IpProtocol.name(l3.protocol()),
                    Math.max(0, l3.end() - l3.payload()));
        }
        L4 l4 = f.l4().get();
        int payload = Math.max(0, l3.end() - l4.offset() - l4.headerLength());
        return name + switch (l4) {
            case L4.Tcp t -> "%s TCP [%s] %d".formatted(ports(l3, t), t.flagLetters(), payload);
            case L4.Ported p -> "%s %s %d".formatted(ports(l3, p), p.name(), payload);
            case L4.Icmp i -> "%s > %s ICMP %s %d".formatted(l3.source(), l3.destination(), icmp(i.type(), i.code()),
                    payload);
            case L4.Icmpv6 i -> "%s > %s ICMPv6 %s %d".formatted(l3.source(), l3.destination(),
                    icmpv6(i.type(), i.code()), payload);
            case L4.Esp e -> "%s > %s ESP SPI 0x%08x %d".formatted(l3.source(), l3.destination(), e.spi(), payload);
        };
    }

    private static String ports(L3 l3, L4.Ported p) {
        return l3.source().withPort(p.sourcePort()) + " > " + l3.destination().withPort(p.destinationPort());
    }

    /** RFC 792. */
    static String icmp(int type, int code) {
        return switch (type) {
            case 0 -> "echo reply";
            case 3 -> "unreachable code " + code;
            case 5 -> "redirect";
            case 8 -> "echo request";
            case 11 -> "time exceeded";
            default -> "type %d code %d".formatted(type, code);
        };
    }

    /** RFC 4443, RFC 4861, RFC 9777 (MLDv2 report). */
    static String icmpv6(int type, int code) {
        return switch (type) {
            case 1 -> "unreachable code " + code;
            case 2 -> "packet too big";
            case 3 -> "time exceeded";
            case 128 -> "echo request";
            case 129 -> "echo reply";
            case 133 -> "router solicitation";
            case 134 -> "router advertisement";
            case 135 -> "neighbour solicitation";
            case 136 -> "neighbour advertisement";
            case 143 -> "multicast listener report";
            default -> "type %d code %d".formatted(type, code);
        };
    }
}
