package dev.xdpscope.drivers.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses a frame from the outside in; each step takes the next bytes as a layer or stops. */
final class FrameParser {
    private final byte[] bytes;
    private final List<Layer> layers = new ArrayList<>();
    private final List<VlanTag> vlans = new ArrayList<>();

    FrameParser(byte[] bytes) {
        this.bytes = bytes;
    }

    Frame parse() {
        if (bytes.length < Ethernet.HEADER) {
            broken("Ethernet", "cut: %d of %d bytes".formatted(bytes.length, Ethernet.HEADER));
            return frame(Optional.empty(), Optional.empty(), Optional.empty());
        }
        Ethernet ethernet = ethernet();
        Optional<L3> l3 = switch (ethernet.etherType()) {
            case Ethernet.IPV4 -> Ipv4Parser.parse(this);
            case Ethernet.IPV6 -> Ipv6Parser.parse(this);
            case Ethernet.ARP -> arp();
            default -> Optional.empty();
        };
        Optional<L4> l4 = l3.flatMap(h -> TransportParser.parse(this, h));
        l3.ifPresent(h -> rest("Payload", Math.min(h.end(), bytes.length)));
        rest(l3.isPresent() ? "Padding" : "Payload", bytes.length);
        return frame(Optional.of(ethernet), l3, l4);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Offset of the first byte that is in no layer yet. */
    int at() {
        return layers.isEmpty() ? 0 : layers.getLast().offset() + layers.getLast().length();
    }

    /** Bytes that are in no layer yet. */
    int left() {
        return bytes.length - at();
    }

    /** Takes the next bytes as a layer; {@code length} is cut to what is there. */
    void layer(String name, int length, String summary) {
        layers.add(new Layer(name, at(), Math.min(length, left()), summary));
    }

    /** Takes all that is left as a header that is not whole or makes no sense, and gives nothing. */
    <T> Optional<T> broken(String name, String why) {
        if (left() > 0) {
            layer(name, left(), why);
        }
        return Optional.empty();
    }

    private void rest(String name, int end) {
        if (end > at()) {
            layer(name, end - at(), end - at() + " bytes");
        }
    }

    private Ethernet ethernet() {
        MacAddress destination = MacAddress.at(bytes, 0);
        MacAddress source = MacAddress.at(bytes, 6);
        int type = Wire.u16(bytes, 12);
        layer("Ethernet", Ethernet.HEADER, "%s > %s, %s".formatted(source, destination, typeName(type)));
        while (VlanTag.is(type) && left() >= VlanTag.LENGTH) {
            VlanTag tag = new VlanTag(at() - 2, type, Wire.u16(bytes, at()));
            vlans.add(tag);
            type = Wire.u16(bytes, at() + 2);
            layer(tag.name(), VlanTag.LENGTH, "VLAN %d, priority %d%s, %s"
                    .formatted(tag.vid(), tag.pcp(), tag.dei() ? ", drop eligible" : "", typeName(type)));
        }
        return new Ethernet(destination, source, type, at());
    }

    /** ARP for IPv4 over Ethernet (RFC 826): a layer for display only. */
    private Optional<L3> arp() {
        int at = at();
        if (left() < 28 || Wire.u32(bytes, at) != 0x00010800L || Wire.u16(bytes, at + 4) != 0x0604) {
            return broken("ARP", "cut or not for IPv4");
        }
        IpAddress sender = IpAddress.v4(bytes, at + 14);
        IpAddress target = IpAddress.v4(bytes, at + 24);
        int operation = Wire.u16(bytes, at + 6);
        layer("ARP", 28, switch (operation) {
            case 1 -> "who-has %s tell %s".formatted(target, sender);
            case 2 -> "%s is-at %s".formatted(sender, MacAddress.at(bytes, at + 8));
            default -> "operation " + operation;
        });
        return Optional.empty();
    }

    static String typeName(int etherType) {
        return switch (etherType) {
            case Ethernet.IPV4 -> "IPv4";
            case Ethernet.IPV6 -> "IPv6";
            case Ethernet.ARP -> "ARP";
            case VlanTag.DOT1Q -> "802.1Q";
            case VlanTag.DOT1AD -> "802.1ad";
            default -> etherType < 0x600 ? "802.3 length " + etherType : "ethertype 0x%04x".formatted(etherType);
        };
    }

    private Frame frame(Optional<Ethernet> ethernet, Optional<L3> l3, Optional<L4> l4) {
        return new Frame(bytes, ethernet, vlans, l3, l4, layers);
    }
}
