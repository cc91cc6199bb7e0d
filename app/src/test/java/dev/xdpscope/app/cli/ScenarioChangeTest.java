package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.ScenarioOpener;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.ChangedScenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A scenario with options: what belonged to what they replace is left aside and said so, here as in the window. */
final class ScenarioChangeTest {
    private static final Path MIXED = Xdpscope.SAMPLES.resolve("captures/mixed.pcapng");
    private static final Path PTP = Xdpscope.SAMPLES.resolve("captures/ptp.pcapng");
    private static final Path HINTS = Xdpscope.SAMPLES.resolve("hints-to-metadata/hints_to_metadata.bpf.o");
    private static final Path OTHER = Xdpscope.SAMPLES.resolve("parse-and-count/parse_and_count.bpf.o");
    private static final Path COPY_CPU = Xdpscope.SAMPLES.resolve("export/copy-cpu.json");

    @TempDir
    private Path folder;

    private Path descriptors;
    private Path recorded;

    /** Descriptors of the mixed capture's packets, as mlx5 writes them. */
    @BeforeEach
    void record() throws IOException {
        descriptors = folder.resolve("recorded.hex");
        JsonNode run = run("run", "--json", "--nic", "mlx5", "--object", HINTS, "--packets", MIXED, "--limit", 30)
                .json();
        Files.write(descriptors, run.get("packets").valueStream().map(p -> p.get("descriptor").asString()).toList());
        recorded = folder.resolve("recorded.json");
        Files.writeString(recorded, """
                {"nic": "mlx5", "object": "%s", "packets": "%s", "limit": 30, "descriptors": "recorded.hex"}"""
                .formatted(HINTS, MIXED));
    }

    private static Xdpscope.Result run(Object... args) {
        Xdpscope.Result result = Xdpscope.run(Stream.of(args).map(Object::toString).toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static List<String> each(JsonNode run, String where) {
        return run.get("packets").valueStream().map(p -> p.at(where).asString()).toList();
    }

    @Test
    void otherPacketsComeWithDescriptorsOfTheirOwn() {
        Xdpscope.Result result = run("run", "--json", recorded, "--packets", PTP);
        assertEquals("xdpscope: left aside with the packets of " + MIXED + ": recorded descriptors " + descriptors
                + ", descriptors are simulated\n", result.err());
        JsonNode json = result.json();
        assertTrue(json.get("packets").size() > 10);
        assertEquals(each(json, "/timestamp"), each(json, "/hints/rx_timestamp/timestamp"));
    }

    @Test
    void descriptorsThatAreGivenStay() throws IOException {
        Xdpscope.Result result = run("run", "--json", recorded, "--packets", PTP, "--descriptors", descriptors,
                "--limit", 10);
        assertEquals("", result.err());
        JsonNode json = result.json();
        assertNotEquals(each(json, "/timestamp"), each(json, "/hints/rx_timestamp/timestamp"));
        assertEquals(Files.readAllLines(descriptors).subList(0, 10), each(json, "/descriptor"));
        assertEquals("", run("run", "--json", recorded, "--packets", MIXED).err(), "these are the same packets");
    }

    @Test
    void anotherObjectRunsWithoutTheReceiversOfTheOld() {
        Xdpscope.Result result = run("run", "--json", COPY_CPU, "--object", OTHER);
        assertEquals("xdpscope: left aside with " + Xdpscope.SAMPLES.resolve("export/export.bpf.o")
                + ": program copy_to_cpu, receiver cpus[1]\n", result.err());
        assertEquals(16, result.json().get("packets").size());
        assertEquals("parse_and_count", result.json().get("program").asString());
    }

    @Test
    void anotherNicReceivesWithItsOwnDescriptors() {
        Xdpscope.Result result = run("run", "--json", recorded, "--nic", "igc");
        assertEquals("xdpscope: left aside with the NIC mlx5: recorded descriptors " + descriptors
                + ", descriptors are simulated\n", result.err());
        assertEquals(run("run", "--json", "--nic", "igc", "--object", HINTS, "--packets", MIXED, "--limit", 30)
                .json().get("packets"), result.json().get("packets"));
    }

    @Test
    void aComparisonHasRecordedDescriptorsOnTheirNicOnly() {
        Xdpscope.Result result = run("compare", "--json", recorded, "--nics", "mlx5,igc", "--designs", "kfunc-call");
        assertEquals("xdpscope: other NICs: left aside with the NIC mlx5: recorded descriptors " + descriptors
                + ", descriptors are simulated\n", result.err());
        assertEquals(run("compare", "--json", "--nic", "mlx5", "--object", HINTS, "--packets", MIXED, "--limit", 30,
                "--nics", "mlx5,igc", "--designs", "kfunc-call").json().get("nics"), result.json().get("nics"));
        assertEquals("", run("compare", "--json", recorded, "--nics", "mlx5", "--revisions", "all", "--designs",
                "kfunc-call").err(), "they stay with their NIC");
    }

    /** What the window makes of the same files. */
    private static ChangedScenario opened(Path... files) {
        return new ScenarioOpener(ScenarioFile::read, Optional.empty()).scenario(List.of(files), Optional.empty());
    }

    private ChangedScenario asked(Object... args) {
        Xdpscope.NotedWindow window = new Xdpscope.NotedWindow();
        String[] words = Stream.concat(Stream.of("snapshot", "--out", folder.resolve("x.png")), Stream.of(args))
                .map(Object::toString).toArray(String[]::new);
        Xdpscope.Result result = Xdpscope.runIn(Xdpscope.environment(false), window, words);
        assertEquals(0, result.code(), result.err());
        return new ChangedScenario(window.drawn.getFirst().scenario(), result.err().lines()
                .map(l -> l.replaceFirst("xdpscope: ", "")).filter(l -> l.startsWith("left aside")).toList());
    }

    @Test
    void theCommandLineMakesWhatTheWindowMakes() {
        assertEquals(opened(COPY_CPU, OTHER), asked(COPY_CPU, "--object", OTHER));
        assertEquals(opened(recorded, PTP), asked(recorded, "--packets", PTP));
        assertEquals(opened(recorded, PTP, OTHER), asked(recorded, "--packets", PTP, "--object", OTHER));
        assertEquals(Change.nic("ice").apply(ScenarioFile.read(recorded)), asked(recorded, "--nic", "ice"));
        assertEquals(Change.setting("rxhash", "off").apply(ScenarioFile.read(recorded)),
                asked(recorded, "--set", "rxhash=off"));
    }
}
