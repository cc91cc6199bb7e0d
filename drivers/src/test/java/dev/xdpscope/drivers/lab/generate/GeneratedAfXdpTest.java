package dev.xdpscope.drivers.lab.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Alternatives;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.nic.Nic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Revision;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Step;
import dev.xdpscope.engine.xdp.XdpAction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated program gives a consumer what the driver knows, on every NIC in every configuration. */
final class GeneratedAfXdpTest {
    private static final Path CAPTURE = Path.of("../sample-traces/captures/mixed.pcapng");
    /** From a packet's arrival to the program's start, and TAI ahead of UTC: as the lab has it. */
    private static final long SOFTWARE = 5_000 + 37_000_000_000L;
    private static final int SOFTWARE_BIT = 8;

    @TempDir
    private Path folder;

    static List<String> nics() {
        return Nics.builtIn();
    }

    private static ConfiguredNic setup(String nic, Map<String, String> settings) {
        return Nics.load(nic).configure(Optional.empty(), settings);
    }

    private Path write(ConfiguredNic setup) throws IOException {
        AfXdp made = AfXdp.of(setup, "a test");
        for (GeneratedFile file : made.files()) {
            Files.write(folder.resolve(file.name()), file.bytes());
        }
        return folder.resolve(made.files().get(1).name());
    }

    private static ScenarioRecording run(ConfiguredNic setup, Path object, Map<String, String> settings) {
        return Lab
                .run(Scenario.of(setup.nic().name(), object, CAPTURE)
                        .with(Change.revision(setup.revision().name()).and(Change.configuration(settings))));
    }

    /** What the program left; a software timestamp, which is right while the program runs, is looked at and taken out. */
    private static byte[] left(PacketResult packet) {
        ByteBuffer hints = ByteBuffer.wrap(packet.metadata().clone()).order(ByteOrder.LITTLE_ENDIAN);
        if ((hints.getInt(20) & SOFTWARE_BIT) != 0) {
            long since = hints.getLong(0) - packet.packet().timestampNanos() - SOFTWARE;
            assertTrue(since >= 0 && since <= packet.program().steps(), () -> since + " ns after the start");
            hints.putLong(0, 0);
        }
        return hints.array();
    }

    /** What the program should have left for a packet, from what the driver answers when it is asked directly. */
    private static byte[] expected(PacketResult packet) {
        ByteBuffer hints = ByteBuffer.allocate(HintsLayout.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        int valid = SOFTWARE_BIT;
        for (HintResult hint : packet.driverHints()) {
            if (hint.result() == 0) {
                Map<String, Long> values = hint.values();
                switch (hint.hint()) {
                    case RX_TIMESTAMP -> hints.putLong(0, values.get("timestamp"));
                    case RX_HASH -> hints.putInt(8, values.get("hash").intValue())
                            .putInt(12, values.get("type").intValue());
                    case RX_VLAN_TAG -> hints.putShort(16, Short.reverseBytes(values.get("proto").shortValue()))
                            .putShort(18, values.get("tci").shortValue());
                }
                valid = hint.hint() == Hint.RX_TIMESTAMP ? 1 : valid | 1 << hint.hint().ordinal();
            }
        }
        return hints.putInt(20, valid).array();
    }

    @ParameterizedTest
    @MethodSource("nics")
    void consumersGetWhatTheDriverKnows(String name) throws IOException {
        Nic nic = Nics.load(name);
        for (Revision revision : nic.revisions()) {
            List<Map<String, String>> settings = new ArrayList<>(List.of(Map.of()));
            Alternatives.single(nic, revision).forEach(one -> settings.add(Map.ofEntries(one)));
            for (Map<String, String> changed : settings) {
                ConfiguredNic setup = nic.configure(Optional.of(revision.name()), changed);
                ScenarioRecording recording = run(setup, write(setup), changed);
                for (PacketResult packet : recording.packets()) {
                    String where = revision.name() + " " + changed + " packet " + packet.index();
                    assertEquals(XdpAction.XDP_PASS, packet.verdict(), where);
                    assertArrayEquals(expected(packet), left(packet), where);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nics")
    void theCSourceDoesWhatTheObjectDoes(String nic) throws IOException, InterruptedException {
        need("clang-19");
        ConfiguredNic setup = setup(nic, Map.of());
        Path made = write(setup);
        String source = made.getFileName().toString().replaceAll("o$", "c");
        tool("clang-19", "-O2", "-g", "-target", "bpf", "-mcpu=v3", "-Wall", "-Wextra", "-Werror", "-c", source, "-o",
                "compiled.o");
        ScenarioRecording ours = run(setup, made, Map.of());
        ScenarioRecording compiled = run(setup, folder.resolve("compiled.o"), Map.of());
        for (int i = 0; i < ours.packets().size(); i++) {
            assertArrayEquals(left(compiled.packets().get(i)), left(ours.packets().get(i)));
            assertEquals(compiled.packets().get(i).verdict(), ours.packets().get(i).verdict());
        }
        BpfObject a = BpfObject.read(made);
        BpfObject b = BpfObject.read(folder.resolve("compiled.o"));
        assertEquals(maps(b), maps(a));
        assertEquals(b.license(), a.license());
        assertEquals(ours.program().kfuncs().stream().map(k -> k.name() + k.parameters()).sorted().toList(),
                compiled.program().kfuncs().stream().map(k -> k.name() + k.parameters()).sorted().toList());
    }

    private static List<String> maps(BpfObject object) {
        return object.maps().stream().map(m -> m.name() + " " + m.type() + " " + m.keySize() + " " + m.valueSize() + " "
                + m.maxEntries() + " " + m.flags()).toList();
    }

    @Test
    void consumersCanIncludeTheHeader() throws IOException, InterruptedException {
        need("clang-19");
        write(setup("mlx5", Map.of()));
        Files.writeString(folder.resolve("consumer.c"), """
                #include "rx_hints.h"
                _Static_assert(sizeof(struct rx_hints) == RX_HINTS_SIZE, "no gaps");
                int valid(const void *packet) { return rx_hints_of(packet).hint_valid; }
                """);
        tool("clang-19", "-Wall", "-Wextra", "-Werror", "-c", "consumer.c", "-o", "consumer.o");
    }

    @Test
    void publicToolsReadTheObject() throws IOException, InterruptedException {
        need("llvm-objdump-19");
        Path object = write(setup("mlx5", Map.of()));
        String listing = tool("llvm-objdump-19", "-d", "-r", object.getFileName().toString());
        for (Hint hint : Hint.values()) {
            assertTrue(listing.contains("R_BPF_64_32\t" + hint.kfunc()), listing);
        }
        assertTrue(listing.contains("R_BPF_64_64\txsks"), listing);
        assertFalse(listing.contains("<unknown>"), listing);
        need("readelf");
        String elf = tool("readelf", "-W", "-a", object.getFileName().toString());
        assertFalse(elf.contains("Warning") || elf.contains("Error"), elf);
    }

    @Test
    void thePacketGoesToTheSocketOfItsQueue() throws IOException {
        Map<String, String> settings = Map.of("queue", "3");
        ConfiguredNic setup = setup("mlx5", settings);
        ScenarioRecording recording = run(setup, write(setup), settings);
        Program program = recording.program();
        int run = recording.packets().getFirst().program().index();
        long steps = recording.packets().getFirst().program().steps();
        Step call = recording.recording().steps(run, 0, steps).stream()
                .filter(s -> program.code().get(s.insn()).equals(new Insn.CallHelper(51))).findFirst().orElseThrow();
        var state = recording.at(call.position());
        assertEquals("xsks", state.region(state.register(1)).orElseThrow().spec().name());
        assertEquals(3, state.register(2));
        assertEquals(XdpAction.XDP_PASS.ordinal(), state.register(3));
        assertEquals(new Position(run, steps - 2), call.position());
    }

    /** The driver reads what may lie under the metadata; nothing is written there before it has answered. */
    @ParameterizedTest
    @MethodSource("nics")
    void theDriverIsAskedBeforeThePacketIsTouched(String nic) throws IOException {
        Program program = BpfObject.read(write(setup(nic, Map.of()))).link(AfXdp.program(), Optional.empty());
        List<Insn> code = program.code();
        int adjust = code.indexOf(new Insn.CallHelper(54));
        for (int i = adjust; i < code.size(); i++) {
            assertFalse(code.get(i) instanceof Insn.CallKfunc, program.line(i).toString());
        }
        for (int i = 0; i < adjust; i++) {
            assertTrue(!(code.get(i) instanceof Insn.Store store) || store.base() == 10, program.line(i).toString());
        }
    }

    @ParameterizedTest
    @MethodSource("nics")
    void everyInstructionHasItsLineOfTheSource(String nic) throws IOException {
        ConfiguredNic setup = setup(nic, Map.of());
        Path object = write(setup);
        assertArrayEquals(Files.readAllBytes(object), AfXdp.of(setup, "a test").files().get(1).bytes());
        List<String> source = new String(AfXdp.of(setup, "a test").files().getFirst().bytes(), StandardCharsets.UTF_8)
                .lines().toList();
        Program program = BpfObject.read(object).link(AfXdp.program(), Optional.empty());
        for (Line line : program.lines().values()) {
            assertEquals(source.get(line.line() - 1), line.text());
        }
        assertEquals("int af_xdp(struct xdp_md *ctx)", program.line(0).orElseThrow().text());
        assertTrue(program.line(program.code().size() - 1).orElseThrow().text().contains("bpf_redirect_map"));
    }

    private static void need(String tool) {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, tool))),
                tool + " is not installed: nothing to compare with");
    }

    private String tool(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        int code = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start().waitFor();
        String text = Files.readString(output);
        assertEquals(0, code, text);
        return text;
    }
}
