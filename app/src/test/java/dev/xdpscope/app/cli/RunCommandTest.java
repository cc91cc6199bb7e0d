package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xdpscope run} on the samples. */
final class RunCommandTest {
    @TempDir
    private Path folder;

    static Stream<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.walk(Xdpscope.SAMPLES, 2)) {
            return files.filter(f -> f.toString().endsWith(".json") && !f.toString().contains("expected")).sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void jsonIsAsTheSchemaSaysAndTheSameEachTime(Path scenario) throws IOException {
        Xdpscope.Result first = Xdpscope.run("run", "--json", scenario.toString());
        assertEquals(0, first.code(), first.err());
        assertTrue(first.err().isEmpty() || first.err().startsWith("xdpscope: stopped after "), first.err());
        SchemaCheck.assertValid("run-output", scenario, first.json());
        assertEquals(first.out(), Xdpscope.run("run", "--json", scenario.toString()).out());
    }

    @Test
    void jsonSaysWhatTheLibrarySays() {
        ScenarioRecording recording = Lab.run(ScenarioFile.read(Path.of(Xdpscope.HINTS)));
        JsonNode json = Xdpscope.run("run", "--json", Xdpscope.HINTS).json();
        assertEquals(recording.packets().size(), json.get("packets").size());
        for (PacketResult packet : recording.packets()) {
            JsonNode node = json.get("packets").get(packet.index());
            assertEquals(packet.verdict().name(), node.get("verdict").asString());
            assertEquals(packet.program().steps(), node.get("instructions").asLong());
            assertEquals(HexFormat.of().formatHex(packet.metadata()), node.get("metadata").asString());
            assertEquals(HexFormat.of().formatHex(packet.frame()), node.get("frame").asString());
            assertEquals(packet.driverHints().get(1).values().get("hash"), node.at("/hints/rx_hash/hash").asLong());
            packet.skb().orElseThrow().fields().forEach(f -> {
                assertEquals(f.value(), node.get("sk_buff").get(f.name()).get("value").asLong());
                assertEquals(f.from(), node.get("sk_buff").get(f.name()).get("from").asString());
            });
        }
    }

    @Test
    void expectedResultsCompareEqualToThemselvesAndNotToOthers() throws IOException {
        Path expected = folder.resolve("expected.json");
        Files.writeString(expected, Xdpscope.run("run", "--json", Xdpscope.HINTS).out());
        Xdpscope.Result same = Xdpscope.run("run", "--expect", expected.toString(), Xdpscope.HINTS);
        assertEquals(0, same.code(), same.out());
        assertEquals("", same.out());

        ObjectNode changed = (ObjectNode) JsonNodes.MAPPER.readTree(Files.readString(expected));
        ((ObjectNode) changed.at("/packets/3")).put("verdict", "XDP_DROP");
        ((ObjectNode) changed.at("/packets/5/sk_buff")).remove("hash");
        Files.writeString(expected, changed.toString());
        Xdpscope.Result different = Xdpscope.run("run", "--expect", expected.toString(), Xdpscope.HINTS);
        assertEquals(1, different.code());
        List<String> lines = different.out().lines().toList();
        assertEquals(2, lines.size(), different.out());
        assertEquals("/packets/3/verdict: expected \"XDP_DROP\", found \"XDP_PASS\"", lines.getFirst());
        assertTrue(lines.get(1).startsWith("/packets/5/sk_buff/hash: expected nothing"), lines.get(1));
        JsonNode json = Xdpscope.run("run", "--json", "--expect", expected.toString(), Xdpscope.HINTS).json();
        assertEquals("/packets/3/verdict", json.at("/0/pointer").asString());
    }

    @Test
    void optionsOverrideTheScenario() {
        JsonNode json = Xdpscope.run("run", "--json", Xdpscope.HINTS, "--limit", "3", "--set", "rxhash=off", "--set",
                "udp-hash=addresses", "--revision", "cx5", "--design", "kfunc-unrolled").json();
        assertEquals(3, json.get("packets").size());
        assertEquals("kfunc-unrolled", json.get("design").asString());
        assertEquals("cx5", json.at("/packets/0/nic/revision").asString());
        assertEquals("off", json.at("/packets/0/nic/configuration/rxhash").asString());
        assertEquals(-61, json.at("/packets/0/hints/rx_hash/result").asInt());
    }

    @Test
    void aScenarioCanBeGivenByOptionsAlone() {
        Xdpscope.Result result = Xdpscope.run("run", "--json", "--nic", "mlx5", "--object",
                Xdpscope.SAMPLES.resolve("parse-and-count/parse_and_count.bpf.o").toString(), "--packets",
                Xdpscope.SAMPLES.resolve("captures/mixed.pcapng").toString());
        assertEquals(0, result.code(), result.err());
        JsonNode counts = result.json().get("maps").valueStream().filter(m -> m.get("name").asString().equals("counts"))
                .findFirst().orElseThrow();
        long packets = counts.get("entries").valueStream()
                .mapToLong(
                        e -> Long.reverseBytes(Long.parseUnsignedLong(e.get("value").asString().substring(0, 16), 16)))
                .sum();
        assertEquals(result.json().get("packets").size(), packets);
    }

    @Test
    void descriptorsMayBeRecorded() throws IOException {
        JsonNode simulated = Xdpscope.run("run", "--json", Xdpscope.HINTS).json();
        Path file = folder.resolve("descriptors.txt");
        Files.write(file, simulated.get("packets").valueStream().map(p -> p.get("descriptor").asString()).toList());
        JsonNode recorded = Xdpscope.run("run", "--json", Xdpscope.HINTS, "--descriptors", file.toString()).json();
        assertEquals(simulated, recorded);
    }

    /** An unroller that is wrong gives the program something else than the driver answers; one that is right does not. */
    @Test
    void detailsTellWhatTheProgramGotInstead() {
        String got = "the program got timestamp ";
        String wrong = Xdpscope.run("run", "-v", "--limit", "1",
                Xdpscope.SAMPLES.resolve("rfc-unrolled/ice-loads-fixed.json").toString()).out();
        assertTrue(wrong.contains("rx_timestamp       timestamp 1795382364644481562"), wrong);
        assertTrue(wrong.contains(got + (1795382364644481562L & 0xffff_ffffL)), wrong);
        assertFalse(Xdpscope.run("run", "-v", Xdpscope.HINTS).out().contains(got));
    }

    /** The limit that nobody has chosen is told of; a scenario's own is not, nor that of the command line. */
    @Test
    void onlyTheDefaultLimitIsTold() throws IOException {
        String header = "d4c3b2a1020004000000000000000000ffff000001000000";
        String record = "0000000000000000" + "0e0000000e000000" + "00".repeat(14);
        Path capture = Files.write(folder.resolve("long.pcap"), HexFormat.of().parseHex(header + record.repeat(1001)));
        Path scenario = folder.resolve("long.json");
        String file = """
                {"nic": "none", "object": "%s", "packets": "%s"%s}""";
        Path object = Xdpscope.SAMPLES.resolve("hints-to-metadata/hints_to_metadata.bpf.o");
        Files.writeString(scenario, file.formatted(object, capture, ""));
        assertTrue(Xdpscope.run("run", scenario.toString()).err().contains("stopped after 1000 packets"));
        assertEquals("", Xdpscope.run("run", scenario.toString(), "--limit", "1000").err());
        Files.writeString(scenario, file.formatted(object, capture, ", \"limit\": 4"));
        assertEquals("", Xdpscope.run("run", scenario.toString()).err());
    }

    @Test
    void aFaultIsAResult() throws IOException {
        Path scenario = folder.resolve("budget.json");
        Files.writeString(scenario, """
                {"nic": "mlx5", "object": "%s", "packets": "%s", "limit": 2, "kernel": {"budget": 10}}"""
                .formatted(Xdpscope.SAMPLES.resolve("hints-to-metadata/hints_to_metadata.bpf.o"),
                        Xdpscope.SAMPLES.resolve("captures/mixed.pcapng")));
        Xdpscope.Result result = Xdpscope.run("run", "--json", scenario.toString());
        assertEquals(0, result.code(), result.err());
        JsonNode packet = result.json().at("/packets/1");
        assertEquals("XDP_ABORTED", packet.get("verdict").asString());
        assertTrue(packet.get("r0").isNull() && packet.get("sk_buff").isNull());
        assertEquals("1:9", packet.at("/fault/coordinate").asString());
        assertTrue(Xdpscope.run("run", scenario.toString()).out().contains("fault at instruction 10"));
        assertTrue(
                Xdpscope.run("trace", "--packet", "1", scenario.toString()).out().contains("fault at instruction 10"));
    }

    @Test
    void theTableHasALinePerPacketAndFitsTheTerminal() {
        for (int width : new int[]{80, 100, 120}) {
            Xdpscope.Result result =
                    Xdpscope.runOn(width, false, Xdpscope.environment(false), new Xdpscope.NotedWindow(),
                            "run", Xdpscope.HINTS);
            assertTrue(result.out().lines().allMatch(l -> l.length() <= width), result.out());
            assertEquals(44, result.out().lines().filter(l -> l.contains("  PASS  ")).count(), result.out());
            assertFalse(result.out().contains("\u001b"));
        }
    }

    @Test
    void coloursAreOnlyAddedToTheSameText() {
        Xdpscope.Result plain =
                Xdpscope.runOn(100, false, Xdpscope.environment(false), new Xdpscope.NotedWindow(), "run",
                        "-v", Xdpscope.HINTS);
        Xdpscope.Result colored =
                Xdpscope.runOn(100, true, Xdpscope.environment(false), new Xdpscope.NotedWindow(), "run",
                        "-v", Xdpscope.HINTS);
        assertNotEquals(plain.out(), colored.out());
        assertEquals(plain.out(), colored.out().replaceAll("\u001b\\[[0-9;]*m", ""));
    }
}
