package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.SkbField;
import dev.xdpscope.drivers.lab.result.SourceNames;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Buffers;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.ReportedFeatures;
import dev.xdpscope.drivers.nic.XdpFeature;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that lie in several buffers, from the NIC to whoever gets them. */
class FragsTest {
    private static final Scenario TRAILERS = Samples.scenario("frags/scenario.json");
    private static final int TRAILER = 20;

    private static ConfiguredNic setup(String nic) {
        return Nics.load(nic).configure(Optional.empty(), Map.of());
    }

    private static List<String> withFrags() {
        return Nics.builtIn().stream().filter(n -> setup(n).buffers().flatMap(Buffers::frags).isPresent()).toList();
    }

    @Test
    void nicsWithFragsAreThoseThatReportIt() {
        for (String nic : Nics.builtIn()) {
            boolean reported = setup(nic).declaredFeatures().map(ReportedFeatures.Declared::xdp)
                    .filter(f -> f.contains(XdpFeature.RX_SG)).isPresent();
            assertEquals(reported, withFrags().contains(nic), nic);
        }
    }

    @ParameterizedTest
    @MethodSource("withFrags")
    void eachBufferIsFullBeforeTheNext(String nic) {
        Buffers buffers = setup(nic).buffers().orElseThrow();
        ScenarioRecording recording = Lab.run(TRAILERS.with(Change.nic(nic)));
        for (PacketResult packet : recording.packets()) {
            List<Integer> before = packet.buffers().before();
            assertEquals(packet.received().frame().length, before.stream().mapToInt(n -> n).sum());
            IntStream.range(0, before.size() - 1)
                    .forEach(i -> assertEquals(i == 0 ? buffers.first() : buffers.frags().orElseThrow().bytes(),
                            before.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("withFrags")
    void theTrailerIsFoundAndCutOffWhereverItLies(String nic) {
        ScenarioRecording recording = Lab.run(TRAILERS.with(Change.nic(nic)));
        assertEquals(10, recording.packets().size());
        for (PacketResult packet : recording.packets()) {
            byte[] wire = packet.packet().bytes();
            if (packet.index() == 9) {
                assertEquals("XDP_DROP", packet.verdict().name(), "it has no trailer");
                assertArrayEquals(wire, packet.frame());
                continue;
            }
            assertEquals("XDP_PASS", packet.verdict().name());
            assertArrayEquals(Arrays.copyOf(wire, wire.length - TRAILER), packet.frame());
            assertEquals(packet.frame().length, packet.buffers().after().stream().mapToInt(n -> n).sum());
            assertEquals(1 + packet.index() % 2, packet.metadata()[10], "the port");
            packet.skb().ifPresent(skb -> {
                assertArrayEquals(packet.frame(), skb.data());
                assertEquals(packet.frame().length - 14, skb.field("len").orElseThrow().value());
                assertEquals(packet.buffers().after().size() - 1L,
                        skb.field("nr_frags").map(SkbField::value).orElse(0L));
                assertEquals((long) packet.frame().length - packet.buffers().after().getFirst(),
                        skb.field("data_len").map(SkbField::value).orElse(0L));
            });
        }
    }

    /** One descriptor is for the whole packet: a hash is of headers, whatever their packet's length. */
    @ParameterizedTest
    @MethodSource("withFrags")
    void hintsAreThoseOfShortPackets(String nic) {
        List<PacketResult> packets = Lab.run(TRAILERS.with(Change.nic(nic))).packets();
        for (PacketResult packet : packets) {
            assertEquals(packets.get(packet.index() % 3).driverHints().get(1), packet.driverHints().get(1),
                    "the same flow");
        }
    }

    @Test
    void framesTakeFragsAlong() {
        ScenarioRecording recording = Lab.run(Samples.scenario("frags/cpumap.json"));
        int last = 0;
        for (PacketResult packet : recording.packets()) {
            byte[] wire = packet.packet().bytes();
            Hop.Framed framed = hop(packet, Hop.Framed.class);
            assertEquals(wire.length, framed.length());
            Hop.Ran ran = hop(packet, Hop.Ran.class);
            assertArrayEquals(Arrays.copyOf(wire, wire.length - TRAILER), ran.frame());
            assertArrayEquals(ran.frame(), packet.skb().orElseThrow().data());
            last += ran.frame()[ran.frame().length - 1] & 0xff;
        }
        byte[] seen =
                recording.mapsAtEnd().stream().filter(m -> m.spec().name().equals("had")).findFirst().orElseThrow()
                        .entries().getFirst().values().getFirst();
        assertEquals(last, ByteBuffer.wrap(seen).order(ByteOrder.LITTLE_ENDIAN).getLong(), "what tc read");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void devicesThatSendOneBufferDropOthers(boolean frags, @TempDir Path folder) throws IOException {
        Scenario scenario = Samples.jumbo(folder, "bnxt", "frags/redirect.bpf.o", "to_port",
                "{ \"map\": \"ports\", \"key\": 1, \"device\": { \"ifindex\": 9, \"frags\": " + frags + " } }");
        for (PacketResult packet : Lab.run(scenario).packets()) {
            boolean several = packet.buffers().several();
            String last = packet.hops().getLast().text();
            assertEquals(several && !frags ? "dropped (-EOPNOTSUPP): device 9 sends no packets in several buffers"
                    : "sent by device 9", last);
        }
    }

    /** The trailer of packet 3 lies in two pieces, and the slice of it is a copy. */
    @Test
    void valuesComeOutOfBothBuffers() {
        ScenarioRecording recording = Lab.run(TRAILERS.with(Change.limit(4)));
        Run run = recording.packets().get(3).program();
        Position end = new Position(run.index(), run.steps());
        long xdp = recording.addresses().context();
        long meta = recording.at(end).number(xdp + XdpBuff.DATA_META, 8).orElseThrow();
        assertEquals(List.of("rx 3 page 0+5"), origin(recording, end, meta + 10, 2),
                "the port");
        assertEquals(List.of("cqe64.timestamp_h", "cqe64.timestamp_l", "rx 3 page 0+0", "rx 3+3771"),
                origin(recording, end, meta, 8), "the latency");
    }

    private static List<String> origin(ScenarioRecording recording, Position end, long address, int length) {
        SourceNames names = new SourceNames(recording.setup(), a -> recording.at(end).region(a));
        return Arrays.stream(names.of(OriginWalk.of(recording.recording(), recording.program(), end,
                new Location.Bytes(address, length)).sources()).split(", ")).sorted().toList();
    }

    /** Into a pair of devices: its program must take frags, for its MTU goes by that. */
    @ParameterizedTest
    @ValueSource(
            strings = {"frags/trailer.bpf.o by_slice", "hints-to-metadata/hints_to_metadata.bpf.o hints_to_metadata"})
    void thePeerMustTakeThemToo(String program, @TempDir Path folder) throws IOException {
        String[] words = program.split(" ");
        Scenario scenario = Samples.jumbo(folder, "bnxt", "frags/redirect.bpf.o", "to_port", """
                { "map": "ports", "key": 1, "veth": { "ifindex": 9, "object": "%s", "program": "%s" } }
                """.formatted(Samples.file(words[0]), words[1]));
        for (PacketResult packet : Lab.run(scenario).packets()) {
            boolean taken = words[1].equals("by_slice") || !packet.buffers().several();
            assertEquals(taken, packet.hops().stream().anyMatch(Hop.Ran.class::isInstance), packet.hops().toString());
            assertEquals(!taken, packet.hops().getLast().text().startsWith("dropped (-EMSGSIZE)"));
        }
    }

    private static <H extends Hop> H hop(PacketResult packet, Class<H> kind) {
        return packet.hops().stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }
}
