package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Kfunc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A NIC that is only a folder: another layout, byte order, clock and tag than mlx5's, and no Java. */
class OwnNicTest {
    private static final String FOLDER = "src/test/resources/dev/xdpscope/drivers/nics/tiny";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";

    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";

    private final Nic nic = Nics.load(FOLDER);

    @Test
    void revisionsAndFirmwareDecideWhatIsWritten() {
        assertEquals("off", nic.configure(Optional.of("a"), Map.of()).settings().get("hash"));
        assertEquals("1.1", nic.configure(Optional.empty(), Map.of()).settings().get("firmware"));
        FrameMaker maker = new FrameMaker(new Random(1));
        for (String firmware : List.of("1.0", "1.1")) {
            for (String hash : List.of("on", "off")) {
                ConfiguredNic setup = nic.configure(Optional.empty(), Map.of("firmware", firmware, "hash", hash));
                for (int i = 0; i < 500; i++) {
                    FrameMaker.Made made = maker.make();
                    Received received = setup.hardware().receive(made.packet(i, -5L - i), i);
                    ByteBuffer b = ByteBuffer.wrap(received.descriptor()).order(ByteOrder.LITTLE_ENDIAN);
                    boolean tagged = made.tpid() == 0x88a8;
                    int type = hash.equals("off") || made.version() == 0 ? 0 : made.version() == 4 ? 1 : 2;
                    assertEquals(1 | (hash.equals("on") ? 2 : 0) | (tagged ? 4 : 0) | type << 8, b.getInt(4));
                    assertEquals(tagged ? made.tci() : 0, b.getShort(8) & 0xffff);
                    assertEquals(received.frame().length, b.getShort(10));
                    assertEquals(firmware.equals("1.1") ? -5L - i : 0, b.getLong(16));
                    assertArrayEquals(tagged ? made.untagged() : made.bytes(), received.frame());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fields", "assembly", "macros"})
    void bodyAndUnrolledAgree(String template) {
        Random random = new Random(2);
        ConfiguredNic setup = nic.configure(Optional.empty(), Map.of("template", template));
        NicBench bench = NicBench.of(setup);
        for (int i = 0; i < 2000; i++) {
            byte[] descriptor = new byte[24];
            random.nextBytes(descriptor);
            bench.put(i % 64, new Received(descriptor, new byte[60], new Facts(Map.of(), ""), i));
            ByteBuffer b = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
            KfuncResult.Returned called = bench.called(HASH, 3).returned();
            boolean valid = (b.getInt(4) & 2) != 0;
            assertEquals(valid ? 0 : Errno.ENODATA.negative(), called.errno());
            assertEquals(valid ? Mlx5Reference.out(b.getInt(0), 4, b.getInt(4) >> 8 & 3, 4) : Mlx5Reference.untouched(),
                    called.outputs());
            assertEquals(Optional.of(called), bench.unrolled(HASH, 3));
        }
        assertEquals(EnumSet.of(Feature.TIMESTAMP, Feature.HASH), setup.features());
        assertInstanceOf(Unrolling.KeepCall.class, setup.unroller(
                new Kfunc("bpf_xdp_metadata_rx_timestamp", 2, false, new Kfunc.Binding.Unbound())));
    }

    @Test
    void someConfigurationsHaveFewerKfuncs() {
        ConfiguredNic first = nic.configure(Optional.of("a"), Map.of());
        assertEquals(EnumSet.of(Feature.TIMESTAMP), first.features());
        assertEquals(List.of(HASH), first.kfuncs("rfc"));
        Kfunc hash = new Kfunc(HASH, 3, false, new Kfunc.Binding.Unbound());
        assertEquals(Optional.empty(), first.body(hash));
        assertInstanceOf(Unrolling.None.class, first.unroller(hash));
        assertEquals(List.of(TIMESTAMP, HASH), nic.configure(Optional.of("b"), Map.of()).kfuncs("rfc"));
    }

    @Test
    void whatIsReportedDependsOnTheConfiguration() {
        List<ReportedFeatures> reported = ReportedFeatures.of(nic);
        assertEquals(List.of("a", "b"), reported.stream().filter(r -> r.changed().isEmpty())
                .map(ReportedFeatures::revision).toList());
        ReportedFeatures first = reported.getFirst();
        assertEquals(1, ReportedFeatures.number(first.rxMetadata()));
        assertEquals(Optional.empty(), first.declared());
        ReportedFeatures second = reported.stream().filter(r -> r.revision().equals("b")).findFirst().orElseThrow();
        assertEquals(3, ReportedFeatures.number(second.rxMetadata()));
        assertEquals(EnumSet.of(XdpFeature.BASIC, XdpFeature.REDIRECT), second.declared().orElseThrow().xdp());
        assertEquals(2, ReportedFeatures.number(second.declared().orElseThrow().xsk()));
    }

    @Test
    void driversTakeLocks() {
        NicBench bench = NicBench.of(nic.configure(Optional.empty(), Map.of()));
        byte[] descriptor = new byte[24];
        descriptor[16] = 7;
        bench.put(1, new Received(descriptor, new byte[60], new Facts(Map.of(), ""), 1));
        assertEquals(7, bench.called(TIMESTAMP, 1).returned().r0());
        assertEquals(7, bench.called(TIMESTAMP, 1).returned().r0(), "the lock was let go");
        assertEquals(0, bench.called(HASH, 1).returned().r0());
        AssertionError fault = assertThrows(AssertionError.class, () -> bench.called(TIMESTAMP, 1).returned());
        assertTrue(fault.getMessage().contains("held already"), fault.getMessage());
    }

    @Test
    void theThreeFormsOfATemplateGiveTheSameInstructions() {
        Set<List<Insn>> expansions = new HashSet<>();
        for (String template : List.of("fields", "assembly", "macros")) {
            Unrolling.Replace replace = assertInstanceOf(Unrolling.Replace.class,
                    nic.configure(Optional.empty(), Map.of("template", template))
                            .unroller(new Kfunc(HASH, 3, false, new Kfunc.Binding.Unbound())));
            expansions.add(replace.replacement().code());
        }
        assertEquals(1, expansions.size(), expansions.toString());
    }

    @Test
    void oneTextIsForBothGenerations(@TempDir Path folder) throws IOException {
        for (String file : List.of("hints.bpf.o", "hints.bpf.c", "nic.json")) {
            Files.copy(Path.of(FOLDER, file), folder.resolve(file));
        }
        Files.createDirectory(folder.resolve("unroll"));
        for (String file : List.of("rx_hash.s", "rx_hash.assembly.s", "rx_hash.macros")) {
            Files.copy(Path.of(FOLDER, "unroll", file), folder.resolve("unroll").resolve(file));
        }
        String json = Files.readString(folder.resolve("nic.json"));
        String shared = json.replace("\"generation\": \"mainline\", \"kfunc\": \"bpf_xdp_metadata_rx_hash\", "
                + "\"when\": { \"template\": \"fields\" }",
                "\"generation\": [\"rfc\", \"mainline\"], \"kfunc\": \"bpf_xdp_metadata_rx_hash\", "
                        + "\"when\": { \"template\": \"fields\" }");
        assertNotEquals(json, shared);
        Files.writeString(folder.resolve("nic.json"), shared);
        Files.writeString(folder.resolve("unroll/rx_hash.s"), """
                r1 = get r1 -> tiny_xdp_buff.desc
                r4 = test r1 -> desc.status.hash_valid
                none if r4 == 0
                result r1 -> desc.hash, r1 -> desc.status.type
                """);
        ConfiguredNic setup = Nics.load(folder.toString()).configure(Optional.empty(), Map.of());
        assertEquals(code(nic.configure(Optional.empty(), Map.of()), 3), code(setup, 3),
                "as the text of mainline alone");
        NicBench bench = NicBench.of(setup);
        byte[] descriptor = new byte[24];
        ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN).putInt(0x89abcdef).putInt(0x202);
        bench.put(1, new Received(descriptor, new byte[60], new Facts(Map.of(), ""), 1));
        assertEquals(Mlx5Reference.out(0x89abcdef, 4, 2, 4),
                bench.unrolled(HASH, 3).orElseThrow().returned().outputs());
        assertEquals(0x2_89abcdefL, bench.unrolled(HASH, 1).orElseThrow().returned().r0());
        descriptor[4] = 0;
        bench.put(2, new Received(descriptor, new byte[60], new Facts(Map.of(), ""), 2));
        assertEquals(Errno.ENODATA.negative(), bench.unrolled(HASH, 3).orElseThrow().returned().errno());
        assertEquals(0, bench.unrolled(HASH, 1).orElseThrow().returned().r0());
    }

    private static List<Insn> code(ConfiguredNic setup, int parameters) {
        return assertInstanceOf(Unrolling.Replace.class,
                setup.unroller(new Kfunc(HASH, parameters, false, new Kfunc.Binding.Unbound()))).replacement().code();
    }

    @Test
    void regionsHaveTheTypesOfTheDriver() {
        NicBench bench =
                NicBench.of(nic.configure(Optional.empty(), Map.of("ring", "8", "queue", "3", "ifindex", "7")));
        bench.put(5, new Received(new byte[24], new byte[60], new Facts(Map.of(), ""), 5));
        Region ring = bench.state().ring();
        assertEquals(Region.Kind.DEVICE, ring.spec().kind());
        assertEquals(8 * 24, ring.size());
        assertEquals(24, ring.spec().stride());
        assertEquals(ring.address(5 * 24), bench.state().descriptor(5));
        assertEquals("tiny_xdp_buff", bench.memory().region(bench.state().context()).orElseThrow().spec().type());
        assertEquals(bench.state().descriptor(5), bench.read("tiny_xdp_buff", "desc", bench.state().context()));
        long queue = bench.read("tiny_xdp_buff", "queue", bench.state().context());
        assertEquals(bench.state().rxq(), queue + 16);
        assertEquals(3, bench.read("xdp_rxq_info", "queue_index", bench.state().rxq()));
        assertEquals(7, bench.read("net_device", "ifindex", bench.read("xdp_rxq_info", "dev", bench.state().rxq())));
    }
}
