package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.SkbField;
import dev.xdpscope.drivers.lab.result.SourceNames;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.drivers.nic.Buffers;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.ReportedFeatures;
import dev.xdpscope.drivers.nic.XdpFeature;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
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

    private static List<String> withOneBuffer() {
        return Nics.builtIn().stream()
                .filter(n -> setup(n).buffers().filter(b -> b.frags().isEmpty()).isPresent()).toList();
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
        ScenarioRecording recording = Lab.run(TRAILERS.withNic(nic));
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
        ScenarioRecording recording = Lab.run(TRAILERS.withNic(nic));
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
        List<PacketResult> packets = Lab.run(TRAILERS.withNic(nic)).packets();
        for (PacketResult packet : packets) {
            assertEquals(packets.get(packet.index() % 3).driverHints().get(1), packet.driverHints().get(1),
                    "the same flow");
        }
    }

    @ParameterizedTest
    @MethodSource("withOneBuffer")
    void whereThereIsOneBufferNoProgramIsTaken(String nic) {
        ProblemException problem = assertThrows(ProblemException.class, () -> Lab.run(TRAILERS.withNic(nic)));
        assertTrue(problem.what().startsWith(nic + " refuses the program: "), problem.what());
        assertEquals(2, Lab.run(TRAILERS.withNic(nic).withLimit(2)).packets().size());
    }

    @Test
    void aProgramThatTakesNoFragsIsRefused(@TempDir Path folder) throws IOException {
        Scenario plain = read(folder, "mlx5", "hints-to-metadata/hints_to_metadata.bpf.o", "hints_to_metadata", "");
        ProblemException problem = assertThrows(ProblemException.class, () -> Lab.run(plain));
        assertTrue(problem.what().contains("too big for an XDP program not aware of multi buffer"), problem.what());
        assertTrue(problem.remedy().contains("xdp.frags"), problem.remedy());
        assertEquals("xdp", problem.place().section().orElseThrow());
        assertEquals(3, Lab.run(plain.withLimit(3)).packets().size());
    }

    @Test
    void packetsThatNoChainOfBuffersHoldsAreRefused(@TempDir Path folder) throws IOException {
        Path nic = folder.resolve("nic");
        copy(nic, "\"most\": 3", "\"most\": 1");
        ProblemException problem =
                assertThrows(ProblemException.class, () -> Lab.run(TRAILERS.withNic(nic.toString())));
        assertTrue(problem.what().contains("a packet of 9014 bytes does not fit into the buffers"), problem.what());
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
        Scenario scenario = read(folder, "bnxt", "frags/redirect.bpf.o", "to_port",
                "{ \"map\": \"ports\", \"key\": 1, \"device\": { \"ifindex\": 9, \"frags\": " + frags + " } }");
        for (PacketResult packet : Lab.run(scenario).packets()) {
            boolean several = packet.buffers().several();
            String last = packet.hops().getLast().text();
            assertEquals(several && !frags ? "dropped (-EOPNOTSUPP): device 9 sends no packets in several buffers"
                    : "sent by device 9", last);
        }
    }

    @Test
    void aMapTakesEntriesAsItsUser(@TempDir Path folder) throws IOException {
        Scenario scenario = read(folder, "bnxt", "frags/redirect.bpf.o", "to_cpu", """
                { "map": "cpus", "key": 1, "cpu": { "object": "%s", "program": "in_one_buffer" } }
                """.formatted(Samples.file("frags/redirect.bpf.o")));
        ProblemException problem = assertThrows(ProblemException.class, () -> Lab.run(scenario));
        assertEquals("the map does not take program in_one_buffer (-EINVAL): of it and to_cpu, which redirects to the "
                + "map, only one is for frags", problem.what());
        assertTrue(problem.remedy().contains("xdp.frags/cpumap"), problem.remedy());
    }

    @Test
    void aProgArrayTakesEntriesAsItsUser(@TempDir Path folder) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("tail.bpf.c"), """
                __attribute__((section("xdp"), used)) int next(void *ctx) { return 2; }
                struct {
                    int (*type)[3];
                    int (*key_size)[4];
                    int (*max_entries)[1];
                    int (*values[])(void *);
                } programs __attribute__((section(".maps"), used)) = { .values = { next } };
                __attribute__((section("xdp.frags"), used)) int first(void *ctx)
                {
                    ((long (*)(void *, void *, unsigned))12)(ctx, &programs, 0);
                    return 1;
                }
                char LICENSE[] __attribute__((section("license"), used)) = "GPL";
                """);
        Path object = folder.resolve("tail.bpf.o");
        try {
            assertEquals(0, new ProcessBuilder("clang-19", "-O2", "-g", "-target", "bpf", "-c", "-o", object.toString(),
                    source.toString()).inheritIO().start().waitFor());
        } catch (IOException e) {
            Assumptions.abort(
                    "clang-19 is not installed: tail calls between programs with and without frags are not tried");
        }
        Scenario scenario = Scenario.of("mlx5", object, Samples.file("captures/mixed.pcapng"));
        ProblemException problem = assertThrows(ProblemException.class,
                () -> Lab.run(scenario.withProgram(Optional.of("first"))));
        assertEquals("a prog_array of first does not take program next (-EINVAL): only one of the two is for frags",
                problem.what());
    }

    /** The trailer of packet 3 lies in two pieces, and the slice of it is a copy. */
    @Test
    void valuesComeOutOfBothBuffers() {
        ScenarioRecording recording = Lab.run(TRAILERS.withLimit(4));
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
        Scenario scenario = read(folder, "bnxt", "frags/redirect.bpf.o", "to_port", """
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

    private static Scenario read(Path folder, String nic, String object, String program, String receivers)
            throws IOException {
        Path file = folder.resolve("scenario.json");
        Files.writeString(file, """
                { "name": "test", "nic": "%s", "object": "%s", "program": "%s", "packets": "%s", "receivers": [%s] }
                """.formatted(nic, Samples.file(object), program, Samples.file("captures/jumbo.pcapng"), receivers));
        return ScenarioFile.read(file);
    }

    /** A copy of mlx5's folder with one word another. */
    private static void copy(Path to, String old, String other) throws IOException {
        Path from = Path.of("src/main/resources/dev/xdpscope/drivers/nics/mlx5");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Path json = to.resolve("nic.json");
        Files.writeString(json, Files.readString(json).replace(old, other));
    }
}
