package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.export.ExportForm;
import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.Lost;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.SkbField;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.PastXdp;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.MetadataFate;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.rx.Imported;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hints that are stored for the sk_buff which is built of a frame. */
class ExportTest {
    private static final List<AccessDesign> CALLED_OR_UNROLLED =
            List.of(AccessDesign.KFUNC_CALL, AccessDesign.KFUNC_UNROLLED);

    static List<String> nics() {
        return Nics.builtIn();
    }

    private static ScenarioRecording run(String sample, UnaryOperator<Scenario> change) {
        return Lab.run(change.apply(Samples.scenario("export/" + sample + ".json")));
    }

    private static ScenarioRecording on(String nic, String sample, AccessDesign design) {
        return run(sample, s -> s.with(
                Change.nic(nic).and(Change.configuration(Map.of())).and(Change.design(design)).and(Change.limit(60))));
    }

    private static Map<String, Long> takenOver(PacketResult packet) {
        return packet.hops().stream().filter(Hop.TakenOver.class::isInstance)
                .flatMap(h -> ((Hop.TakenOver) h).stored().stream())
                .collect(Collectors.toMap(Imported::member, Imported::value));
    }

    private static List<String> lost(PacketResult packet) {
        return packet.hops().stream().flatMap(h -> h.lost().stream()).map(Lost::what).toList();
    }

    /** What the driver answers by the kfuncs of the RFC; veth gives the software's time there. */
    private static Map<String, Long> answered(ScenarioRecording r, PacketResult packet, boolean rfc) {
        Map<String, Long> members = new HashMap<>();
        for (HintResult answer : packet.driverHints()) {
            Kfunc kfunc = new Kfunc(answer.hint().kfunc(), 1, false, new Kfunc.Binding.Unbound());
            Map<String, Long> values = answer.values();
            if (rfc && r.setup().body(kfunc).isEmpty() || values.isEmpty()) {
                continue;
            }
            switch (answer.hint()) {
                case RX_TIMESTAMP -> members.put("hwtstamp", values.get("timestamp"));
                case RX_HASH -> {
                    members.put("hash", values.get("hash"));
                    members.put("l4_hash", values.get("type") >> 3 & 1);
                }
                case RX_VLAN_TAG -> {
                    members.put("vlan_proto", Short.reverseBytes(values.get("proto").shortValue()) & 0xffffL);
                    members.put("vlan_tci", values.get("tci"));
                    members.put("vlan_present", 1L);
                }
            }
        }
        if (rfc && r.setup().nic().name().equals("veth")) {
            members.put("hwtstamp", packet.packet().timestampNanos());
        }
        return members;
    }

    private static boolean hasRoom(ScenarioRecording r) {
        return r.setup().metadata().kind() != MetadataFate.Kind.UNSUPPORTED;
    }

    /** PATCH v1: what the program reads through its context is what the sk_buff takes over. */
    @ParameterizedTest
    @MethodSource("nics")
    void aProgramReadsWhatItHasExported(String nic) {
        for (AccessDesign design : AccessDesign.values()) {
            ScenarioRecording r = on(nic, "patch-v1-read", design);
            for (PacketResult packet : r.packets()) {
                ByteBuffer seen = ByteBuffer.wrap(packet.metadata()).order(ByteOrder.LITTLE_ENDIAN);
                assertEquals(Optional.empty(), packet.fault());
                assertEquals(0, seen.getLong(0), "before the export");
                assertEquals(takenOver(packet).getOrDefault("hwtstamp", 0L), seen.getLong(8), nic + " " + design);
                assertEquals(answered(r, packet, true).getOrDefault("hwtstamp", 0L), seen.getLong(8));
            }
        }
    }

    /** RFC v2: what returns early in the driver's code leaves the core's too, and PATCH v1 around the same code does not. */
    @Test
    void anEarlyReturnSkipsTheStoreOfRfcV2() {
        for (PacketResult packet : run("rfc-v2-nested", s -> s).packets()) {
            assertEquals(Map.of(), takenOver(packet));
            assertEquals(ExportForm.SIZE, packet.metadata().length, "the core had begun");
        }
        UnaryOperator<Scenario> patch =
                s -> s.with(Change.kernel(s.kernel().withExport(ExportForm.PATCH_V1)));
        ScenarioRecording right = run("rfc-v2-nested", patch);
        for (PacketResult packet : right.packets()) {
            assertEquals(packet.driverHints().getFirst().values().get("timestamp"), takenOver(packet).get("hwtstamp"));
        }
    }

    @Test
    void theOtherFormHasNoSuchField() {
        Scenario patch = Samples.scenario("export/patch-v1-read.json");
        Scenario rfc = patch.with(Change.limit(1).and(Change.past(PastXdp.NONE))
                .and(Change.kernel(patch.kernel().withExport(ExportForm.RFC_V2))));
        ProblemException e = assertThrows(ProblemException.class, () -> Lab.run(rfc));
        assertTrue(e.what().contains("invalid bpf_context access off=48 size=8"), e.what());
    }

    @ParameterizedTest
    @MethodSource("nics")
    void theExportedTimestampIsTheKfuncs(String nic) {
        for (AccessDesign design : CALLED_OR_UNROLLED) {
            for (String sample : List.of("rfc-v2-cpu", "rfc-v2-pair", "patch-v1-cpu", "patch-v1-pair")) {
                ScenarioRecording r = on(nic, sample, design);
                for (PacketResult packet : r.packets()) {
                    assertEquals(Optional.empty(), packet.fault());
                    long expected = answered(r, packet, true).getOrDefault("hwtstamp", 0L);
                    if (hasRoom(r)) {
                        assertEquals(expected, takenOver(packet).getOrDefault("hwtstamp", 0L), sample + " " + design);
                    }
                    assertEquals(takenOver(packet).containsKey("hwtstamp") ? 1 : 0, takenOver(packet).size());
                }
            }
        }
    }

    /** PATCH v1 does not ask whether there is room for metadata: where data_meta is one past data, a byte of the packet is lost. */
    @Test
    void whereMetadataIsUnsupportedPatchV1WritesIntoThePacket() {
        for (String nic : Nics.builtIn()) {
            ScenarioRecording r = on(nic, "patch-v1-cpu", AccessDesign.KFUNC_UNROLLED);
            boolean whole = r.packets().stream()
                    .allMatch(p -> p.frame()[0] == p.received().frame()[0]);
            boolean exports = r.packets().stream().anyMatch(p -> !answered(r, p, true).isEmpty());
            assertTrue(whole || !hasRoom(r), nic);
            assertFalse(whole && !hasRoom(r) && exports, nic);
        }
    }

    @ParameterizedTest
    @MethodSource("nics")
    void oneCallCopiesAllThatTheDriverHas(String nic) {
        for (AccessDesign design : CALLED_OR_UNROLLED) {
            for (String sample : List.of("copy-cpu", "copy-pair")) {
                ScenarioRecording r = on(nic, sample, design);
                for (PacketResult packet : r.packets()) {
                    Map<String, Long> expected = answered(r, packet, true);
                    if (expected.getOrDefault("hash", 0L) == 0 && type(packet) == 0) {
                        expected.remove("hash");
                        expected.remove("l4_hash");
                    }
                    expected.remove("hwtstamp", 0L);
                    Map<String, Long> taken = takenOver(packet);
                    if (r.setup().kfuncs("mainline").isEmpty()) {
                        // The driver has the RFC's kfuncs alone, so there is no answer to compare with.
                        taken.keySet().retainAll(expected.keySet());
                    }
                    assertEquals(Optional.empty(), packet.fault());
                    assertEquals(expected, taken, sample + " " + design + " " + packet.index());
                }
            }
        }
    }

    private static long type(PacketResult packet) {
        return packet.driverHints().get(1).values().getOrDefault("type", 0L);
    }

    @ParameterizedTest
    @MethodSource("nics")
    void whatTheProgramStoresArrives(String nic) {
        for (AccessDesign design : CALLED_OR_UNROLLED) {
            ScenarioRecording r = on(nic, "store-cpu", design);
            for (PacketResult packet : r.packets()) {
                assertEquals(answered(r, packet, false), takenOver(packet));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nics")
    void theProgramsRegistersSurviveWhateverTheDriverDoes(String nic) {
        ScenarioRecording r = on(nic, "rfc-v2-overwritten", AccessDesign.KFUNC_UNROLLED);
        if (hasRoom(r)) {
            r.packets().forEach(p -> assertEquals(Map.of("hwtstamp", 1L), takenOver(p)));
        }
    }

    @ParameterizedTest
    @CsvSource({"nothing-cpu, true, true", "patch-v1-cpu, false, true", "rfc-v2-pair, false, true",
        "copy-pair, false, false", "store-cpu, false, false"})
    void onlyWhatDoesNotSurviveIsSaidToBeLost(String sample, boolean timestamp, boolean hash) {
        ScenarioRecording r = run(sample, s -> s.with(Change.limit(60)));
        PacketResult packet = r.packets().stream().filter(p -> type(p) != 0).findFirst().orElseThrow();
        assertEquals(timestamp, lost(packet).contains("skb.hwtstamp"));
        assertEquals(timestamp, lost(packet).contains("rx_timestamp"));
        assertEquals(hash, lost(packet).contains("skb.hash"));
        assertEquals(hash, lost(packet).contains("rx_hash"));
        assertTrue(lost(packet).contains("skb.ip_summed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rfc-v2-cpu", "patch-v1-pair", "copy-cpu", "store-pair"})
    void anSkBuffsTimestampIsTracedBackToTheDescriptor(String sample) {
        PacketResult packet = run(sample, s -> s).packets().getFirst();
        SkbField stamp = packet.skb().orElseThrow().field("hwtstamp").orElseThrow();
        assertTrue(stamp.from().endsWith(": cqe64.timestamp_h, cqe64.timestamp_l"), stamp.from());
    }

    @Test
    void metadataOfTheProgramKeepsRfcV2FromExporting() {
        ScenarioRecording r = run("rfc-v2-refused", s -> s);
        r.packets().forEach(p -> assertEquals(Map.of(), takenOver(p)));
        assertTrue(results(r).contains("map results[01000000] = 00000000"), results(r).toString());
    }

    @Test
    void metadataCannotBeMovedAfterPatchV1HasExported() {
        ScenarioRecording r = run("patch-v1-metadata", s -> s);
        r.packets().forEach(p -> assertEquals(answered(r, p, true).get("hwtstamp"), takenOver(p).get("hwtstamp")));
        assertEquals(List.of("map results[00000000] = 00000000", "map results[01000000] = f3ffffff"),
                results(r));
    }

    /** What the program has put into its map. */
    private static List<String> results(ScenarioRecording r) {
        return r.events().stream().filter(e -> e.kind() == Event.Kind.MAP).map(Event::text).distinct().toList();
    }

    @Test
    void groSeesTheTimestampThatIsMetadata() {
        assertTrue(compared("gro-rfc-v2").noneMatch(c -> c.comparison().same()));
        assertTrue(compared("gro-patch-v1").anyMatch(c -> c.comparison().same()));
    }

    private static Stream<Hop.Compared> compared(String sample) {
        return run(sample, s -> s).packets().stream().flatMap(p -> p.hops().stream())
                .filter(Hop.Compared.class::isInstance).map(Hop.Compared.class::cast);
    }

    /** Another kernel knows its metadata by another number, and nothing but the number and the size. */
    @Test
    void theNumberIsOddAndOfThisBoot() {
        assertNotEquals(ExportForm.magic(1), ExportForm.magic(2));
        for (long seed = 0; seed < 100; seed++) {
            assertEquals(1, ExportForm.magic(seed) & 1);
        }
    }

    @Test
    void anExpansionSaysWhoseEachInstructionIs() {
        ScenarioRecording r = run("patch-v1-cpu", s -> s);
        List<String> whys = r.program().origins().stream().map(o -> o.why()).distinct().toList();
        assertTrue(whys.contains("the core exports to the sk_buff, as PATCH v1"), whys.toString());
        assertTrue(whys.contains("mlx5 unrolls bpf_xdp_metadata_rx_timestamp"), whys.toString());
    }
}
