package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.lab.result.MapContents;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.Skb;
import dev.xdpscope.drivers.lab.result.SkbField;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.KernelSettings;
import dev.xdpscope.drivers.lab.scenario.Loading;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.ClockSettings;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.xdp.XdpAction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole scenarios: what goes in on the wire comes out of the program, the maps and the sk_buff. */
final class LabTest {
    private static final String HINTS = "hints-to-metadata/scenario.json";

    @Test
    void metadataHoldsWhatTheDriverAnswers() {
        ScenarioRecording recording = Lab.run(Samples.scenario(HINTS));
        assertFalse(recording.packets().isEmpty());
        for (PacketResult packet : recording.packets()) {
            ByteBuffer meta = ByteBuffer.wrap(packet.metadata()).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(24, meta.remaining());
            Map<String, Long> timestamp = packet.hints().get(0).values();
            Map<String, Long> hash = packet.hints().get(1).values();
            Map<String, Long> vlan = packet.hints().get(2).values();
            assertEquals(timestamp.getOrDefault("timestamp", 0L), meta.getLong(0));
            assertEquals(hash.getOrDefault("hash", 0L), meta.getInt(8) & 0xffff_ffffL);
            assertEquals(hash.getOrDefault("type", 0L), meta.getInt(12) & 0xffff_ffffL);
            assertEquals(vlan.getOrDefault("proto", 0L), Short.reverseBytes(meta.getShort(16)) & 0xffffL);
            assertEquals(vlan.getOrDefault("tci", 0L), meta.getShort(18) & 0xffffL);
            int valid = (timestamp.isEmpty() ? 0 : 1) | (hash.isEmpty() ? 0 : 2) | (vlan.isEmpty() ? 0 : 4);
            assertEquals(valid, meta.getInt(20));
        }
    }

    @Test
    void taggedPacketsLoseTheTagToTheDescriptorAndGetItBackInTheSkb() {
        ScenarioRecording recording = Lab.run(Samples.scenario(HINTS));
        PacketResult tagged = recording.packets().stream()
                .filter(p -> p.hints().get(2).result() == 0).findFirst().orElseThrow();
        byte[] wire = tagged.packet().bytes();
        assertEquals(wire.length - 4, tagged.frame().length);
        long tci = (wire[14] & 0xffL) << 8 | wire[15] & 0xff;
        assertEquals(tci, tagged.hints().get(2).values().get("tci"));
        SkbField field = tagged.skb().orElseThrow().field("vlan_tci").orElseThrow();
        assertEquals(tci, field.value());
        assertTrue(field.from().contains("cqe64.vlan_info"), field.from());
    }

    @Test
    void skbFieldsNameTheDescriptorFieldsTheyCameFrom() {
        PacketResult first = Lab.run(Samples.scenario(HINTS)).packets().getFirst();
        Skb skb = first.skb().orElseThrow();
        SkbField stamp = skb.field("hwtstamp").orElseThrow();
        assertEquals(first.packet().timestampNanos(), stamp.value());
        assertTrue(stamp.from().contains("cqe64.timestamp_h") && stamp.from().contains("cqe64.timestamp_l"),
                stamp.from());
        assertEquals(first.frame().length - 14, skb.field("len").orElseThrow().value());
        assertArrayEquals(first.metadata(), skb.metadata());
    }

    /** Its program array and its map of maps hold maps of the same table, themselves among them. */
    @Test
    void tailCallsAndMapsOfMapsRun() {
        Path object = Path.of("../engine/src/test/resources/objects/tail_calls.bpf.o");
        Scenario scenario = Scenario.of("none", object, Samples.file("captures/mixed.pcapng"))
                .with(Change.program("start").and(Change.limit(1)));
        ScenarioRecording recording = Lab.run(scenario);
        assertEquals(105, recording.packets().getFirst().r0());
        assertEquals(4, recording.mapsAtEnd().size());
    }

    @Test
    void calledAndUnrolledKfuncsGiveTheSame() {
        Scenario called = Samples.scenario(HINTS);
        ScenarioRecording calls = Lab.run(called);
        ScenarioRecording unrolled = Lab.run(called.with(Change.design(AccessDesign.KFUNC_UNROLLED)));
        for (int i = 0; i < calls.packets().size(); i++) {
            assertArrayEquals(calls.packets().get(i).metadata(), unrolled.packets().get(i).metadata(), "packet " + i);
        }
        assertTrue(
                unrolled.program().code().stream().noneMatch(dev.xdpscope.engine.isa.Insn.CallKfunc.class::isInstance));
        assertTrue(unrolled.events().stream().anyMatch(e -> e.kind() == Event.Kind.KFUNC));
    }

    @Test
    void rawDescriptorReadsTheHashThatTheKfuncGives() {
        ScenarioRecording raw = Lab.run(Samples.scenario("raw-descriptor/scenario.json"));
        for (PacketResult packet : raw.packets()) {
            long hash = ByteBuffer.wrap(packet.metadata()).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
            assertEquals(XdpAction.XDP_PASS, packet.verdict());
            assertEquals(packet.hints().get(1).values().get("hash"), hash);
        }
    }

    @Test
    void countsAddUpToThePackets() {
        ScenarioRecording recording = Lab.run(Samples.scenario("parse-and-count/scenario.json"));
        MapContents counts = recording.mapsAtEnd().stream().filter(m -> m.spec().name().equals("counts")).findFirst()
                .orElseThrow();
        long packets = counts.entries().stream()
                .mapToLong(e -> ByteBuffer.wrap(e.values().getFirst()).order(ByteOrder.LITTLE_ENDIAN).getLong()).sum();
        assertEquals(recording.packets().size(), packets);
    }

    @Test
    void aProgramThatDoesNotEndIsStoppedWithAFault() {
        Scenario scenario = Samples.scenario(HINTS);
        Scenario hurried = scenario.with(Change.limit(2).and(Change.kernel(
                new KernelSettings(1, 0, 1, 10, ClockSettings.RIGHT, Loading.DEFAULT,
                        dev.xdpscope.drivers.export.ExportForm.PATCH_V1,
                        dev.xdpscope.engine.route.Routing.NONE))));
        for (PacketResult packet : Lab.run(hurried).packets()) {
            assertTrue(packet.fault().orElseThrow().what().contains("10 instructions"));
            assertEquals(XdpAction.XDP_ABORTED, packet.verdict());
            assertEquals(10, packet.program().steps());
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void runningTwiceGivesTheSame(Scenario scenario) {
        ScenarioRecording one = Lab.run(scenario);
        ScenarioRecording two = Lab.run(scenario);
        assertEquals(one.recording().size(), two.recording().size());
        assertEquals(one.events(), two.events());
        for (int i = 0; i < one.packets().size(); i++) {
            assertArrayEquals(one.packets().get(i).metadata(), two.packets().get(i).metadata());
            assertArrayEquals(one.packets().get(i).frame(), two.packets().get(i).frame());
            assertEquals(one.packets().get(i).skb().map(Skb::fields), two.packets().get(i).skb().map(Skb::fields));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void packetsDoNotDependOnReading(Scenario scenario) {
        ScenarioRecording recording = Lab.run(scenario);
        for (PacketResult packet : recording.packets()) {
            Run run = packet.program();
            long r0 = recording.at(new dev.xdpscope.engine.record.Position(run.index(), run.steps())).register(0);
            assertEquals(packet.r0(), packet.fault().isPresent() ? packet.r0() : r0);
        }
    }

    static Stream<Scenario> scenarios() {
        return Samples.all().stream();
    }
}
