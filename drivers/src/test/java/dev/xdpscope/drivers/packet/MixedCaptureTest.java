package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample capture as we read it and as Wireshark does. */
class MixedCaptureTest {

    private static String of(Frame f, Function<L3, Object> part, Class<? extends L3> version) {
        return f.l3().filter(version::isInstance).map(part).map(Object::toString).orElse("");
    }

    private static String port(Frame f, Class<? extends L4.Ported> type, Function<L4.Ported, Integer> port) {
        return f.l4().filter(type::isInstance).map(type::cast).map(port).map(Object::toString).orElse("");
    }

    private static String tag(Frame f, int proto, Function<VlanTag, Integer> part) {
        return f.vlans().stream().filter(t -> t.proto() == proto).map(part).map(Object::toString).findFirst()
                .orElse("");
    }

    private static final Map<String, Function<Frame, String>> FIELDS = Map.ofEntries(
            Map.entry("vlan.id", f -> tag(f, VlanTag.DOT1Q, VlanTag::vid)),
            Map.entry("vlan.priority", f -> tag(f, VlanTag.DOT1Q, VlanTag::pcp)),
            Map.entry("ieee8021ad.id", f -> tag(f, VlanTag.DOT1AD, VlanTag::vid)),
            Map.entry("eth.src", f -> f.ethernet().map(e -> e.source().toString()).orElse("")),
            Map.entry("eth.dst", f -> f.ethernet().map(e -> e.destination().toString()).orElse("")),
            Map.entry("ip.src", f -> of(f, L3::source, L3.Ipv4.class)),
            Map.entry("ip.dst", f -> of(f, L3::destination, L3.Ipv4.class)),
            Map.entry("ip.proto", f -> of(f, L3::protocol, L3.Ipv4.class)),
            Map.entry("ip.hdr_len", f -> of(f, L3::headerLength, L3.Ipv4.class)),
            Map.entry("ipv6.src", f -> of(f, L3::source, L3.Ipv6.class)),
            Map.entry("ipv6.dst", f -> of(f, L3::destination, L3.Ipv6.class)),
            Map.entry("tcp.srcport", f -> port(f, L4.Tcp.class, L4.Ported::sourcePort)),
            Map.entry("tcp.dstport", f -> port(f, L4.Tcp.class, L4.Ported::destinationPort)),
            Map.entry("udp.srcport", f -> port(f, L4.Udp.class, L4.Ported::sourcePort)),
            Map.entry("udp.dstport", f -> port(f, L4.Udp.class, L4.Ported::destinationPort)),
            Map.entry("sctp.dstport", f -> port(f, L4.Sctp.class, L4.Ported::destinationPort)),
            Map.entry("esp.spi", f -> f.l4().filter(L4.Esp.class::isInstance)
                    .map(l -> "0x%08x".formatted(((L4.Esp) l).spi())).orElse("")),
            Map.entry("ip.checksum.status", f -> f.l3().filter(L3.Ipv4.class::isInstance)
                    .map(l -> status(f.l3Checksum())).orElse("")));

    /** As Wireshark numbers them: 0 bad, 1 good, 2 unverified, 3 not present. */
    static String status(ChecksumStatus status) {
        return switch (status) {
            case BAD -> "0";
            case OK -> "1";
            case NOT_CHECKABLE -> "2";
            case NONE -> "3";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed.pcapng", "us-le.pcap", "ns-be.pcap", "ns-be.pcapng"})
    void tsharkSeesTheSame(String name) throws Exception {
        Path file = name.equals("mixed.pcapng") ? Samples.mixed() : Samples.file(name);
        List<Packet> packets = Captures.read(file).packets();
        List<String> names = new java.util.ArrayList<>(FIELDS.keySet());
        names.addAll(List.of("frame.time_epoch", "frame.len"));
        List<Map<String, String>> rows = Tshark.fields(file, names.toArray(String[]::new));
        assertEquals(rows.size(), packets.size());
        for (Packet p : packets) {
            Frame f = Frame.parse(p.bytes());
            Map<String, String> row = rows.get(p.index());
            String time = row.get("frame.time_epoch").replace(".", "");
            assertEquals(Long.parseLong(time), p.timestampNanos());
            assertEquals(row.get("frame.len"), String.valueOf(p.originalLength()));
            FIELDS.forEach((field, ours) -> assertEquals(row.get(field), ours.apply(f),
                    field + " of " + p.index() + ": " + f.summary()));
        }
    }

    @Test
    void capinfosCountsTheSame() throws Exception {
        String[] row = Tshark.run(List.of("capinfos", "-T", "-m", "-r", "-c", "-E", Samples.mixed().toString())).trim()
                .split(",");
        assertEquals(String.valueOf(Samples.packets().size()), row[row.length - 1]);
    }

    /** No options but the resolution, and no other blocks: what our writer writes of the packets is the very file. */
    @Test
    void holdsNoWordOfWhereItWasMade() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapngWriter.write(out, Samples.packets());
        assertArrayEquals(Files.readAllBytes(Samples.mixed()), out.toByteArray());
    }

    @Test
    void everyKindOfTrafficIsInIt() {
        String all = Samples.frames().stream().map(Frame::summary).collect(Collectors.joining("\n"));
        for (String expected : List.of(
                "ARP who-has 10.0.0.2 tell 10.0.0.1", "ARP 10.0.0.2 is-at 02:00:00:00:00:0b",
                "IP 10.0.0.1 > 10.0.0.2 ICMP echo request 40", "IP6 2001:db8::1 > 2001:db8::2 ICMPv6 echo request",
                "IP 10.0.0.1:40000 > 10.0.0.2:8080 TCP [S] 0", "IP 10.0.0.2:8080 > 10.0.0.1:40000 TCP [S.] 0",
                "IP 10.0.0.1:40000 > 10.0.0.2:8080 TCP [F.] 0", "IP 10.0.0.1:40001 > 10.0.0.2:4242 UDP 64",
                "IP6 [2001:db8::1]:40010 > [2001:db8::2]:8080 TCP [S] 0",
                "IP6 [2001:db8::1]:40001 > [2001:db8::2]:4242 UDP 64",
                "IP 10.0.0.1 > 10.0.0.2 UDP fragment 1480@0+", "IP 10.0.0.1 > 10.0.0.2 UDP fragment 528@1480",
                "IP6 2001:db8::1 > 2001:db8::2 UDP fragment 1448@0+",
                "IP6 2001:db8::1 > 2001:db8::2 UDP fragment 560@1448",
                "IP 10.0.0.1:40004 > 10.0.0.2:3868 SCTP 20", "IP 10.0.0.1 > 10.0.0.2 ESP SPI 0xc0ffee01 48",
                "VLAN 5 IP 10.0.0.1 > 10.0.0.2 ICMP echo request", "VLAN 42 p5 IP 10.0.0.1:40006",
                "VLAN 100 VLAN 7 p3 IP 10.0.0.1:40007", "VLAN 4094 p1 IP6 [2001:db8::1]:40008")) {
            assertTrue(all.contains(expected), expected + " is not in\n" + all);
        }
        assertTrue(Samples.frames().stream().anyMatch(f -> f.l3().map(L3::options).orElse(false)));
        Set<ChecksumStatus> seen = Samples.frames().stream().map(Frame::l4Checksum)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ChecksumStatus.class)));
        assertEquals(EnumSet.allOf(ChecksumStatus.class), seen);
        assertEquals(Optional.empty(), Samples.frames().stream().map(Frame::l3Checksum)
                .filter(s -> s == ChecksumStatus.BAD).findAny());
    }
}
