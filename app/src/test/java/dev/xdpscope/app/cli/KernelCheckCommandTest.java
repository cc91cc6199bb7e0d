package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.cli.Xdpscope.Result;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.kernel.KernelAccess;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.object.write.ElfWriter;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope kernel check}: asks first, and finds no difference between the samples here and in the kernel. */
class KernelCheckCommandTest {
    @TempDir
    Path folder;

    private static void permitted() {
        if (KernelAccess.open() instanceof KernelAccess.Closed(String why)) {
            Assumptions.abort("the running kernel cannot be asked: " + why);
        }
    }

    @Test
    void nothingIsLoadedWithoutAYes() {
        Result result = Xdpscope.run("kernel", "check", Xdpscope.HINTS);
        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertEquals("xdpscope: 1 program would be loaded into the running kernel. Give --kernel if that is meant.\n",
                result.err());
    }

    @Test
    void atATerminalItAsks() {
        for (String yes : List.of("y\n", "Yes\n")) {
            assertEquals("load 2 programs into the running kernel, run and unload? [y/N] ", asked(yes));
        }
        for (String no : List.of("", "\n", "n\n", "yesterday\n")) {
            assertThrows(ProblemException.class, () -> asked(no));
        }
    }

    private static String asked(String answer) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(err, true, StandardCharsets.UTF_8);
        new KernelConsent(new Terminal(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), to, to, false,
                100), true).require(false, 2);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void noSampleDiffers() throws IOException {
        permitted();
        List<String> arguments = new ArrayList<>(List.of("kernel", "check", "--kernel", "--json"));
        try (Stream<Path> files = Files.walk(Xdpscope.SAMPLES)) {
            files.map(Path::toString).filter(f -> f.endsWith(".json") && !f.endsWith(".expected.json")).sorted()
                    .forEach(arguments::add);
        }
        Result result = Xdpscope.run(arguments.toArray(String[]::new));
        assertEquals(0, result.code(), () -> result.out() + result.err());
        JsonNode json = result.json();
        SchemaCheck.assertValid("kernel-check-output", "kernel check", json);
        assertEquals(arguments.size() - 4, json.get("scenarios").size());
        Map<String, Integer> results = new TreeMap<>();
        json.get("scenarios").forEach(s -> results.merge(s.get("result").asString(), 1, Integer::sum));
        assertTrue(results.get("same") > results.get("skipped") / 2, results::toString);
        json.get("scenarios").forEach(KernelCheckCommandTest::compared);
        assertEquals(List.of(), openDescriptors());
    }

    /** What is said to be the same has been looked at. */
    private static void compared(JsonNode scenario) {
        if (scenario.get("result").asString().equals("same")) {
            assertTrue(scenario.get("programs").valueStream().allMatch(p -> p.get("same").asInt() > 0),
                    scenario::toString);
            assertTrue(scenario.get("packets").valueStream().allMatch(p -> p.get("not_run").isNull()),
                    scenario::toString);
            assertTrue(scenario.get("packets").size() > 0
                    || scenario.get("notes").toString().contains("packets are not run: there is no CPU"),
                    scenario::toString);
        }
    }

    @Test
    void everyXdpProgramOfAnObjectIsChecked() {
        permitted();
        Result result = Xdpscope.runIn(Xdpscope.environment(false), new Xdpscope.NotedWindow(), "kernel", "check",
                "--kernel", "--limit", "3", Xdpscope.SAMPLES.resolve("hints-to-map/hints_to_map.bpf.o").toString());
        assertEquals(0, result.code(), result.err());
        List<String> lines = result.out().lines().toList();
        assertTrue(lines.get(1).matches("hints_to_map.bpf.o \\(hints_to_map\\) +3 +2 +70 +1 +\\d+  same"),
                result.out());
        assertTrue(lines.get(2).startsWith("hints_to_map.bpf.o (mark_and_redirect)"), result.out());
        assertTrue(result.out().contains("3 calls were answered in the kernel as here: bpf_xdp_metadata_rx_hash 1,"),
                result.out());
        assertTrue(lines.getLast().endsWith("2 the same, 0 different, 0 skipped"), result.out());
    }

    /** virtio_net has its header in front of the frame, and so more room for what a program puts there than a test run has. */
    @Test
    void aDifferenceShowsAndNothingStays() throws IOException {
        permitted();
        ElfWriter elf = new ElfWriter();
        byte[] code = Encoder.encode(Assembler.assemble("r2 = -220\ncall 44\nexit", Symbols.NONE));
        elf.define("grow", Symbol.Kind.FUNC, elf.code("xdp", code), 0, code.length);
        elf.data("license", "GPL\0".getBytes(StandardCharsets.US_ASCII));
        Path object = Files.write(folder.resolve("grow.o"), elf.bytes());
        Path scenario = Files.writeString(folder.resolve("grow.json"), """
                { "name": "Grow", "nic": "virtio_net", "object": "grow.o", "packets": "%s", "limit": 2 }
                """.formatted(Xdpscope.SAMPLES.resolve("captures/mixed.pcapng")));
        assertTrue(Files.exists(object));
        Result result = Xdpscope.run("kernel", "check", "--kernel", scenario.toString());
        assertEquals(1, result.code(), result.err());
        assertTrue(result.out().lines().toList().get(1).matches("Grow +2 +0 +3 +0 +\\d+  differs"), result.out());
        assertTrue(result.out().contains("""
                  packet 0, verdict: 0, in the kernel -22
                  packet 0, length of frame: 262, in the kernel 42
                """), result.out());
        assertTrue(result.out().strip().endsWith("0 the same, 1 different, 0 skipped"), result.out());
        JsonNode json = Xdpscope.run("kernel", "check", "--kernel", "--json", scenario.toString()).json();
        SchemaCheck.assertValid("kernel-check-output", "kernel check", json);
        assertEquals("different", json.get("scenarios").get(0).get("result").asString());
        assertEquals(List.of(), openDescriptors());
    }

    @Test
    void aFileThatIsNothingIsABadInput() {
        Result result = Xdpscope.run("kernel", "check", "--kernel", folder.resolve("none.json").toString());
        assertEquals(2, result.code());
        assertTrue(result.err().contains("none.json"), result.err());
        assertEquals(2, Xdpscope.run("kernel").code());
    }

    /** Descriptors of programs and maps that this process holds: what is loaded stays as long as they do. */
    private static List<String> openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(p -> {
                try {
                    return Files.readSymbolicLink(p).toString();
                } catch (IOException e) {
                    return "";
                }
            }).filter(l -> l.contains("bpf") && l.startsWith("anon_inode")).toList();
        }
    }
}
