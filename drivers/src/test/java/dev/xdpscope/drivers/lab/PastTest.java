package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.Skb;
import dev.xdpscope.drivers.lab.scenario.PastXdp;
import dev.xdpscope.drivers.lab.scenario.Receiver;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.xdp.XdpFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of packets, of their metadata and of what the NIC knew, past the XDP program. */
final class PastTest {
    private static final int CTX_RXQ = 32;
    private static final int QUEUE_INDEX = 8;

    @Test
    void anXdpFrameIsAllThatLeavesTheDriver() {
        ScenarioRecording recording = run("cpumap");
        for (PacketResult packet : recording.packets()) {
            Hop.Framed framed = hop(packet, Hop.Framed.class).orElseThrow();
            State state = recording.at(framed.at());
            long at = framed.address();
            int length = state.number(at + XdpFrame.LEN, 2).orElseThrow().intValue();
            int metasize = state.number(at + XdpFrame.METASIZE, 4).orElseThrow().intValue();
            long data = state.number(at + XdpFrame.DATA, 8).orElseThrow();
            assertArrayEquals(packet.frame(), state.bytes(data, length).orElseThrow());
            assertArrayEquals(packet.metadata(), state.bytes(data - metasize, metasize).orElseThrow());
            assertEquals(data, at + XdpFrame.SIZE + state.number(at + XdpFrame.HEADROOM, 2).orElseThrow());
            long answered = packet.driverHints().stream().filter(h -> h.result() == 0).count();
            assertEquals(answered + 1, framed.lost().size(), "each hint that there was, and the queue");
        }
    }

    @Test
    void aCpumapProgramFindsMetadataAndDeviceButNoQueue() {
        ScenarioRecording recording = run("cpumap");
        Map<Boolean, List<PacketResult>> byProgram = recording.packets().stream().collect(
                java.util.stream.Collectors.partitioningBy(p -> hop(p, Hop.Ran.class).isPresent()));
        assertFalse(byProgram.get(true).isEmpty() || byProgram.get(false).isEmpty());
        for (PacketResult packet : byProgram.get(true)) {
            Hop.Ran ran = hop(packet, Hop.Ran.class).orElseThrow();
            assertEquals("XDP_PASS", ran.verdict());
            assertArrayEquals(packet.metadata(), ran.metadata());
            State state = recording.at(new Position(ran.moment().index(), 0));
            long rxq = state.number(ran.context() + CTX_RXQ, 8).orElseThrow();
            assertEquals(0, state.number(rxq + QUEUE_INDEX, 4).orElseThrow());
            long own = recording.at(new Position(packet.program().index(), 0))
                    .number(recording.addresses().context() + CTX_RXQ, 8).orElseThrow();
            assertEquals(3, state.number(own + QUEUE_INDEX, 4).orElseThrow(), "the queue that received it");
            assertEquals(state.number(own, 8), state.number(rxq, 8), "the same device");
        }
        long counted = recording.mapsAtEnd().stream().filter(m -> m.spec().name().equals("had")).findFirst()
                .orElseThrow()
                .entries().stream()
                .mapToLong(e -> ByteBuffer.wrap(e.values().getFirst()).order(ByteOrder.LITTLE_ENDIAN).getLong()).sum();
        assertEquals(byProgram.get(true).size(), counted, "programs of one object share its maps");
    }

    @Test
    void anSkbBuiltOfAFrameKeepsMetadataAndHasNoHint() {
        for (PacketResult packet : run("cpumap").packets()) {
            Skb skb = packet.skb().orElseThrow();
            assertArrayEquals(packet.metadata(), skb.metadata());
            assertEquals(packet.frame().length - 14, skb.field("len").orElseThrow().value());
            assertEquals(2, skb.field("skb_iif").orElseThrow().value());
            Stream.of("hash", "vlan_tci", "vlan_proto", "hwtstamp", "ip_summed", "queue_mapping").forEach(name -> {
                assertEquals(0, skb.field(name).orElseThrow().value(), name);
                assertEquals("not set", skb.field(name).orElseThrow().from());
            });
        }
    }

    @Test
    void aDevmapProgramPutsTheStrippedTagBack() {
        int tagged = 0;
        for (PacketResult packet : run("devmap").packets()) {
            Optional<Hop.Ran> ran = hop(packet, Hop.Ran.class);
            if (ran.isPresent()) {
                assertArrayEquals(packet.packet().bytes(), ran.get().frame(), "as it was on the wire");
                assertEquals(Stage.DEVMAP, ran.get().moment().stage());
                assertTrue(hop(packet, Hop.Transmitted.class).orElseThrow().device().contains("7"));
                tagged += Frame.parse(packet.packet().bytes()).vlans().isEmpty() ? 0 : 1;
            }
        }
        assertTrue(tagged > 0);
    }

    @Test
    void aRedirectWithoutReceiverEndsThere() {
        Scenario devmap = sample("devmap");
        List<Receiver> none = List.of();
        ScenarioRecording recording =
                Lab.run(PastScenarios.with(devmap, new PastXdp(none, Optional.empty(), false)));
        for (PacketResult packet : recording.packets()) {
            switch (packet.verdict()) {
                case XDP_REDIRECT -> assertTrue(hop(packet, Hop.Ended.class).orElseThrow().text().contains("device 9"));
                case XDP_DROP -> assertEquals(Stage.XDP, hop(packet, Hop.Ended.class).orElseThrow().stage());
                default -> assertTrue(hop(packet, Hop.Transmitted.class).isPresent());
            }
        }
    }

    @Test
    void theOtherEndOfAPairSeesMetadataAndItsOwnDevice() {
        Scenario veth = PastScenarios.veth(sample("cpumap"));
        ScenarioRecording recording = Lab.run(veth);
        for (PacketResult packet : recording.packets()) {
            Hop.Ran ran = hop(packet, Hop.Ran.class).orElseThrow();
            assertEquals(Stage.VETH, ran.moment().stage());
            assertTrue(recording.events().stream().anyMatch(e -> e.packet() == packet.index()
                    && e.kind() == Event.Kind.KFUNC && e.stage() == Stage.REDIRECT
                    && e.text().endsWith("rx_hash → r0 = -61 (-ENODATA)")), "there is no sk_buff");
            assertArrayEquals(packet.metadata(), ran.metadata());
            assertArrayEquals(packet.metadata(), packet.skb().orElseThrow().metadata());
            assertEquals(6, packet.skb().get().field("skb_iif").orElseThrow().value());
            Position middle = new Position(ran.moment().index(), 3);
            Coordinate coordinate = recording.coordinates().of(middle);
            assertEquals(Stage.VETH, coordinate.stage());
            assertEquals(middle, recording.coordinates().find(Coordinate.parse(coordinate.toString())));
        }
        long hashes = recording.mapsAtEnd().stream().filter(m -> m.spec().name().equals("hashes")).findFirst()
                .orElseThrow().entries().get(1).values().stream()
                .mapToLong(v -> ByteBuffer.wrap(v).order(ByteOrder.LITTLE_ENDIAN).getLong()).sum();
        assertEquals(recording.packets().size(), hashes, "the driver has no answer, the metadata has");
    }

    @Test
    void tcFindsMetadataAndTheDriversSkbToAgree() {
        ScenarioRecording recording = run("tc");
        for (PacketResult packet : recording.packets()) {
            Hop.Ran ran = hop(packet, Hop.Ran.class).orElseThrow();
            boolean tagged = packet.driverHints().get(2).result() == 0;
            assertEquals(tagged ? "TC_ACT_SHOT" : "TC_ACT_OK", ran.verdict());
            assertEquals(tagged, hop(packet, Hop.Ended.class).isPresent());
            long hash = packet.driverHints().get(1).values().get("hash");
            int mark = recording.setup().driver().btf().field("sk_buff", "mark").orElseThrow().byteOffset();
            assertEquals(hash, recording.at(ran.at()).number(ran.context() + mark, 4).orElseThrow());
        }
        Map<Integer, Long> verdicts = new java.util.HashMap<>();
        recording.mapsAtEnd().stream().filter(m -> m.spec().name().equals("verdicts"))
                .flatMap(m -> m.entries().stream())
                .forEach(e -> verdicts.put((int) e.key()[0],
                        ByteBuffer.wrap(e.values().getFirst()).order(ByteOrder.LITTLE_ENDIAN).getLong()));
        assertEquals(recording.packets().size(), verdicts.get(0), "SAME");
    }

    @Test
    void groIsKeptApartByTimestampsAndNotByHashes() {
        List<Hop.Compared> stamped = all(run("gro"), Hop.Compared.class);
        List<Hop.Compared> hashed = all(run("gro-hash"), Hop.Compared.class);
        assertEquals(stamped.size(), hashed.size());
        assertFalse(stamped.isEmpty());
        assertTrue(stamped.stream().noneMatch(c -> c.comparison().same()));
        assertTrue(stamped.stream().allMatch(c -> c.comparison().metadata().stream().allMatch(at -> at < 8)),
                "only bytes of the timestamp differ");
        assertTrue(hashed.stream().allMatch(c -> c.comparison().same()));
    }

    private static ScenarioRecording run(String name) {
        return Lab.run(sample(name));
    }

    private static Scenario sample(String name) {
        return Samples.scenario("past-xdp/" + name + ".json");
    }

    private static <H extends Hop> Optional<H> hop(PacketResult packet, Class<H> kind) {
        return packet.hops().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private static <H extends Hop> List<H> all(ScenarioRecording recording, Class<H> kind) {
        return recording.packets().stream().flatMap(p -> hop(p, kind).stream()).toList();
    }
}
