package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.Coordinates;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.engine.record.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope trace} on the samples. */
final class TraceCommandTest {
    private static List<JsonNode> json(String... args) {
        Xdpscope.Result result = Xdpscope.run(args);
        assertEquals(0, result.code(), result.err());
        return result.out().lines().map(JsonNodes.MAPPER::readTree).toList();
    }

    private static String sample(String name) {
        return Xdpscope.SAMPLES.resolve(name).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hints-to-metadata/scenario.json", "hints-to-metadata/unrolled.json",
        "parse-and-count/scenario.json"})
    void everyStepIsThereWithACoordinateThatLeadsBackToIt(String name) {
        ScenarioRecording recording = Lab.run(ScenarioFile.read(Xdpscope.SAMPLES.resolve(name)).with(Change.limit(3)));
        Coordinates coordinates = recording.coordinates();
        List<JsonNode> lines = json("trace", "--json", "--limit", "3", sample(name));
        assertEquals(recording.recording().size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Coordinate coordinate = Coordinate.parse(lines.get(i).get("coordinate").asString());
            assertEquals(i, recording.recording().index(coordinates.find(coordinate)), coordinate.toString());
        }
    }

    @Test
    void registerChangesAreWhatTheRecordingHolds() {
        ScenarioRecording recording = Lab.run(ScenarioFile.read(Path.of(Xdpscope.HINTS)).with(Change.limit(2)));
        List<JsonNode> lines = json("trace", "--json", "--limit", "2", Xdpscope.HINTS);
        for (int i = 0; i < lines.size() - 1; i++) {
            State before = recording.recording().at(recording.recording().position(i));
            for (JsonNode change : lines.get(i).path("registers")) {
                int register = change.get("register").asInt();
                assertEquals("0x" + Long.toHexString(before.register(register)), change.get("before").asString());
                State after = recording.recording().at(recording.recording().position(i + 1L));
                assertEquals("0x" + Long.toHexString(after.register(register)), change.get("after").asString());
            }
        }
    }

    @Test
    void fromAndToCutTheSameLinesOut() {
        List<JsonNode> all = json("trace", "--json", "--limit", "3", Xdpscope.HINTS);
        Random random = new Random(3);
        for (int n = 0; n < 10; n++) {
            int from = random.nextInt(all.size());
            int to = random.nextInt(from, all.size());
            List<JsonNode> part = json("trace", "--json", "--limit", "3", Xdpscope.HINTS, "--from",
                    all.get(from).get("coordinate").asString(), "--to", all.get(to).get("coordinate").asString());
            assertEquals(all.subList(from, to + 1), part);
        }
    }

    @Test
    void onePacketIsItsProgramAndItsSkbPath() {
        List<JsonNode> lines = json("trace", "--json", "--packet", "1", Xdpscope.HINTS);
        assertTrue(lines.stream().allMatch(l -> l.get("packet").asInt() == 1));
        assertEquals(List.of("xdp", "skb"), lines.stream().map(l -> l.get("stage").asString()).distinct().toList());
        assertEquals("1:skb.end", lines.getLast().get("coordinate").asString());
    }

    @Test
    void readsNameDescriptorFieldsAndWritesTheMetadata() {
        List<JsonNode> lines = json("trace", "--json", "--packet", "2", Xdpscope.HINTS);
        assertTrue(lines.stream().flatMap(l -> l.path("reads").valueStream()).flatMap(r -> r.get("names").valueStream())
                .anyMatch(n -> n.asString().equals("cqe64.rss_hash_result")));
        assertTrue(lines.stream().anyMatch(l -> l.path("text").asString().startsWith("call bpf_xdp_metadata_rx_hash")));
    }

    @Test
    void peopleSeeSourceLinesNamesAndTheVerdict() {
        String text = Xdpscope.run("trace", "--packet", "2", Xdpscope.HINTS).out();
        assertTrue(text.contains("hints_to_metadata.bpf.c:42  if (!bpf_xdp_metadata_rx_hash(ctx, &hash, &type))"),
                text);
        assertTrue(text.contains("← cqe64.rss_hash_result"), text);
        assertTrue(text.contains("end: r0 = 2, XDP_PASS"), text);
    }
}
