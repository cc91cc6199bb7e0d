package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.nic.Nics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xdpscope compare}. */
final class CompareCommandTest {
    /** A selection that new NICs and designs leave as it is. */
    private static final String[] GOLDEN = {"compare", Xdpscope.HINTS, "--nics", "mlx5,ice,igc,none", "--designs",
        "raw-pointer,kfunc-call,kfunc-unrolled", "--limit", "6"};
    private static final Path EXPECTED = Xdpscope.SAMPLES.resolve("hints-to-metadata/compare.expected.json");
    private static final String RAW = Xdpscope.SAMPLES.resolve("raw-descriptor").toString();

    @TempDir
    private Path folder;

    private static Xdpscope.Result run(String... args) {
        Xdpscope.Result result = Xdpscope.run(args);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static String[] and(String[] args, String... more) {
        return Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new);
    }

    private static JsonNode nic(JsonNode comparison, String name) {
        return comparison.get("nics").valueStream().filter(n -> n.get("nic").asString().equals(name)).findFirst()
                .orElseThrow();
    }

    private static JsonNode design(JsonNode nic, String word) {
        return nic.get("designs").valueStream().filter(d -> d.get("design").asString().equals(word)).findFirst()
                .orElseThrow();
    }

    @Test
    void resultsAreAsExpected() throws IOException {
        assertEquals(Files.readString(EXPECTED), run(and(GOLDEN, "--json")).out());
        assertEquals("", run(and(GOLDEN, "--expect", EXPECTED.toString())).out());
    }

    @Test
    void aDifferenceFromTheExpectedIsExitCodeOne() throws IOException {
        ObjectNode changed = (ObjectNode) JsonNodes.MAPPER.readTree(Files.readString(EXPECTED));
        ((ObjectNode) changed.at("/nics/0/designs/1/instructions")).put("median", 1);
        Path other = Files.writeString(folder.resolve("other.json"), changed.toString());
        Xdpscope.Result result = Xdpscope.run(and(GOLDEN, "--expect", other.toString()));
        assertEquals(1, result.code(), result.err());
        assertTrue(result.out().startsWith("/nics/0/designs/1/instructions/median: expected 1, found "), result.out());
        assertEquals(1, result.out().lines().count(), result.out());
    }

    /** Whatever NICs and designs there are; the table can be read on a terminal of 100 columns. */
    @Test
    void everyNicHasACellForEveryDesignAndTheTableFits() throws IOException {
        Xdpscope.Result text = Xdpscope.runOn(100, false, Xdpscope.environment(false), new Xdpscope.NotedWindow(),
                "compare", Xdpscope.HINTS, "--nics", "all", "--designs", "all");
        assertEquals(0, text.code(), text.err());
        assertTrue(text.out().lines().allMatch(l -> l.length() <= 100), text.out());
        JsonNode json = run("compare", Xdpscope.HINTS, "--json").json();
        SchemaCheck.assertValid("compare-output", "compare", json);
        assertEquals(Nics.builtIn(), json.get("nics").valueStream().map(n -> n.get("nic").asString()).toList());
        List<String> designs = Stream.of(AccessDesign.values()).map(AccessDesign::word).toList();
        for (JsonNode nic : json.get("nics")) {
            assertTrue(text.out().contains(nic.get("nic").asString() + " " + nic.get("revision").asString()));
            assertEquals(designs, nic.get("designs").valueStream().map(d -> d.get("design").asString()).toList());
            for (JsonNode cell : nic.get("designs")) {
                assertTrue(cell.get("problem").isNull(), cell::toString);
                assertEquals(44, cell.get("packets").size());
            }
            // Calling and unrolling are the same to the program, whatever the NIC.
            assertTrue(design(nic, "kfunc-unrolled").get("differences").isEmpty(), nic.get("nic")::toString);
        }
    }

    @Test
    void aProgramThatReadsTheDescriptorBreaksWhereItsTypesAreNot() {
        JsonNode json = run("compare", RAW, "--json").json();
        assertTrue(nic(json, "mlx5").get("unresolved").isEmpty());
        assertEquals("XDP_PASS", design(nic(json, "mlx5"), "raw-pointer").at("/packets/0/verdict").asString());
        for (String name : Nics.builtIn()) {
            if (!name.equals("mlx5")) {
                JsonNode broken = nic(json, name).get("unresolved");
                assertTrue(broken.valueStream().anyMatch(b -> b.get("type").asString().equals("mlx5_cqe64")
                        && b.get("what").asString().equals("byte offset of mlx5_cqe64.rss_hash_result")
                        && b.get("poisoned").asBoolean()), () -> name + " " + broken);
            }
        }
        String text = run("compare", RAW).out();
        assertTrue(text.contains("mlx5_cqe64      23*           all but mlx5 cx6dx"), text);
    }

    @Test
    void whereNicsDifferIsToldByTheFieldsNameAndPacketByPacket() {
        JsonNode json = run("compare", Xdpscope.HINTS, "--nics", "mlx5,none", "--json").json();
        JsonNode none = nic(json, "none");
        assertEquals("mlx5", none.at("/compared_with/nic").asString());
        assertEquals("{\"-EOPNOTSUPP\":44}", none.at("/hints/rx_timestamp").toString());
        JsonNode timestamp = none.get("differences").valueStream()
                .filter(d -> d.get("field").asString().equals("rx_timestamp")).findFirst().orElseThrow();
        assertEquals(44, timestamp.get("packets").size());
        JsonNode mlx5 = Xdpscope.run("run", Xdpscope.HINTS, "--json").json();
        for (JsonNode at : timestamp.get("packets")) {
            JsonNode packet = mlx5.get("packets").get(at.get("packet").asInt());
            assertEquals(packet.at("/hints/rx_timestamp/timestamp").toString(), at.get("reference").asString());
            assertEquals("0", at.get("value").asString());
        }
        assertEquals("stub", design(none, "kfunc-call").at("/calls/0/how").asString());
        assertEquals("body", design(nic(json, "mlx5"), "kfunc-call").at("/calls/0/how").asString());
        assertEquals("in place", design(nic(json, "mlx5"), "kfunc-unrolled").at("/calls/0/how").asString());
    }

    @Test
    void everySwitchIsTriedAloneInEveryRevision() {
        JsonNode json = run("compare", Xdpscope.HINTS, "--nics", "mlx5", "--revisions", "all", "--configurations",
                "each-switch", "--designs", "kfunc-call", "--limit", "3", "--json").json();
        List<String> changed = json.get("nics").valueStream().filter(n -> n.get("revision").asString().equals("cx6dx"))
                .map(n -> n.get("changed").toString()).toList();
        assertEquals("{}", changed.getFirst());
        assertTrue(changed.contains("{\"rxhash\":\"off\"}"), changed::toString);
        assertTrue(changed.stream().skip(1).allMatch(c -> c.indexOf(':') == c.lastIndexOf(':')), changed::toString);
        assertEquals(Nics.load("mlx5").revisions().size(),
                json.get("nics").valueStream().map(n -> n.get("revision").asString()).distinct().count());
        JsonNode off = json.get("nics").valueStream()
                .filter(n -> n.get("changed").toString().equals("{\"rxhash\":\"off\"}")).findFirst().orElseThrow();
        assertEquals("{}", off.at("/compared_with/changed").toString());
        assertEquals("{\"-ENODATA\":3}", off.at("/hints/rx_hash").toString());
    }

    @Test
    void aSwitchIsSetWhereThereIsOne() {
        JsonNode json = run("compare", Xdpscope.HINTS, "--nics", "mlx5,none", "--set", "rxhash=off", "--limit", "2",
                "--json").json();
        assertEquals("off", nic(json, "mlx5").at("/configuration/rxhash").asString());
        assertTrue(nic(json, "none").get("changed").isEmpty());
    }

    @Test
    void whatIsWrongIsOneLine() {
        for (String[] args : new String[][]{{"--nics", "mlx6"}, {"--designs", "kfunc-cal"}, {"--revisions", "some"},
            {"--set", "rxhsh=off"}, {"--set", "rxhash=maybe"}, {"--program", "nothing"}}) {
            Xdpscope.Result result = Xdpscope.run(and(new String[]{"compare", Xdpscope.HINTS}, args));
            assertEquals(2, result.code(), String.join(" ", args));
            assertEquals("", result.out());
            assertEquals(1, result.err().lines().count(), result.err());
        }
    }

    /** A NIC that refuses the program is a cell with the refusal's words, and no reason to stop. */
    @Test
    void aRefusalIsAResult() {
        String jumbo = Xdpscope.SAMPLES.resolve("frags/scenario.json").toString();
        Xdpscope.Result result = run("compare", jumbo, "--nics", "mlx5,igc", "--designs", "kfunc-call");
        assertTrue(result.out().contains("refused"), result.out());
        JsonNode json = run("compare", jumbo, "--nics", "mlx5,igc", "--designs", "kfunc-call", "--json").json();
        JsonNode problem = design(nic(json, "igc"), "kfunc-call").get("problem");
        assertTrue(problem.get("what").asString().startsWith("igc refuses the program: "), problem::toString);
        assertTrue(problem.get("place").asString().contains("trailer.bpf.o"), problem::toString);
    }
}
