package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of users: what is wrong with one is said with file, pointer and the nearest known names. */
class NicFolderTest {
    private static final String MLX5 = "/dev/xdpscope/drivers/nics/mlx5/";

    @TempDir
    Path folder;

    private String json;

    @BeforeEach
    void copyOfMlx5() throws IOException {
        json = new String(resource("nic.json"), StandardCharsets.UTF_8);
        Files.write(folder.resolve("hints.bpf.o"), resource("hints.bpf.o"));
        Files.write(folder.resolve("hints.bpf.c"), resource("hints.bpf.c"));
        Files.createDirectory(folder.resolve("unroll"));
        for (String line : json.lines().filter(l -> l.contains("\"template\"")).toList()) {
            String template = line.replaceAll(".*\"template\": \"([^\"]*)\".*", "$1");
            Files.write(folder.resolve(template), resource(template));
        }
        Files.writeString(folder.resolve("nic.json"), json);
    }

    @Test
    void aCopyOfABuiltInNicIsANic() {
        ConfiguredNic mine = Nics.load(folder.toString()).configure(Optional.empty(), Map.of());
        ConfiguredNic built = Nics.load("mlx5").configure(Optional.empty(), Map.of());
        assertEquals(built.layout(), mine.layout());
        assertEquals(built.settings(), mine.settings());
        assertEquals("mlx5", Nics.load(folder.resolve("nic.json").toString()).name());
    }

    @Test
    void mistakesAreExplained() throws IOException {
        wrong("\"role\": \"rss-hash\"", "\"role\": \"rss-hush\"", "/layouts/0/fields/7/writes/role", "rss-hash");
        wrong("\"byteOrder\": \"big\"", "\"byteorder\": \"big\"", "/layouts/0/byteorder", "byteOrder");
        wrong("\"when\": { \"rx-vlan-offload\": \"on\" }", "\"when\": { \"rx-vlan-ofload\": \"on\" }",
                "/vlan/strip/0/when/rx-vlan-ofload", "rx-vlan-offload");
        wrong("\"when\": { \"rx-vlan-offload\": \"on\" }", "\"when\": { \"rx-vlan-offload\": \"yes\" }",
                "/vlan/strip/0/when/rx-vlan-offload", "on, off");
        wrong("\"offset\": 63, \"size\": 1, \"bits\": \"7:4\"", "\"offset\": 64, \"size\": 1, \"bits\": \"7:4\"",
                "/layouts/0/fields/31/offset", "0 to 63");
        wrong("\"offset\": 63, \"size\": 1, \"bits\": \"7:4\"", "\"offset\": 63, \"size\": 1, \"bits\": \"7:3\"",
                "/layouts/0/fields/32", "both write");
        wrong("\"offset\": 60, \"size\": 2", "\"offset\": 60, \"size\": 3", "/layouts/0/fields/29/size",
                "1, 2, 4 or 8");
        wrong("\"bits\": \"31:24\"", "\"bits\": \"24:31\"", "/layouts/0/fields/22/bits", "highest bit first");
        wrong("\"type\": \"mlx5e_rq\"", "\"type\": \"mlx5_rq\"", "/driver/objects/0/type", "mlx5e_rq");
        wrong("\"rx_filter\"", "\"filter\"", "/driver/objects/1/fields/filter", "hwtstamp_config");
        wrong("\"netdev\": { \"object\": \"netdev\" }", "\"netdev\": { \"object\": \"netdevice\" }",
                "/driver/objects/0/fields/netdev", "netdev");
        wrong("\"ix\": { \"setting\": \"queue\" }", "\"ix\": { \"object\": \"netdev\" }", "/driver/objects/0/fields/ix",
                "4 bytes");
        wrong("\"cqe\": { \"descriptor\": true }", "\"cqe\": { \"descriptor\": \"check_some\" }",
                "/driver/context/fields/cqe", "check_sum");
        wrong("\"bpf_xdp_metadata_rx_hash\": \"mlx5e_xdp_rx_hash\"",
                "\"bpf_xdp_metadata_rx_hash\": [{ \"when\": { \"clock\": \"real\" }, \"function\": \"mlx5e_xdp_rx_hash\" }]",
                "/kfuncs/mainline/bpf_xdp_metadata_rx_hash/0/when/clock", "real-time");
        wrong("\"ix\": { \"setting\": \"queue\" }",
                "\"ix\": { \"given\": { \"ptp\": \"udp\" }, \"setting\": \"queue\" }",
                "/driver/objects/0/fields/ix/given/ptp", "udp-event");
        wrong("\"ix\": { \"setting\": \"queue\" }",
                "\"ix\": { \"given\": { \"rss-hash\": \"ipv4\" }, \"setting\": \"queue\" }",
                "/driver/objects/0/fields/ix/given/rss-hash", "rss-type");
        wrong("\"netdev\": { \"object\": \"netdev\" }",
                "\"netdev\": { \"given\": { \"l4-type\": \"tcp\" }, \"object\": \"netdev\" }",
                "/driver/objects/0/fields/netdev/given", "Remove");
        wrong("\"type\": \"mlx5e_rq\",", "\"type\": \"mlx5e_rq\", \"onRead\": {},", "/driver/objects/0/onRead",
                "\"device\": true");
        wrong("\"type\": \"mlx5e_rq\",",
                "\"type\": \"mlx5e_rq\", \"device\": true, \"onRead\": { \"ix\": { \"clear\": \"iy\" } },",
                "/driver/objects/0/onRead/ix/clear", "ix");
        wrong("\"type\": \"mlx5e_rq\",",
                "\"type\": \"mlx5e_rq\", \"device\": true, \"onRead\": { \"ix\": { \"clear\": \"ix\", \"bits\": \"32\" } },",
                "/driver/objects/0/onRead/ix/bits", "32 bits");
        wrong("\"type\": \"mlx5e_rq\",",
                "\"type\": \"mlx5e_rq\", \"device\": true, \"onRead\": { \"netdev\": { \"clear\": \"ix\" } },",
                "/driver/objects/0/onRead/netdev", "4 bytes");
        wrong("\"mtu\": { \"constant\": 1500 }", "\"mtu\": { \"constant\": 1.5 }",
                "/driver/objects/2/fields/mtu/constant",
                "whole number");
        wrong("\"rxq\": \"rq.xdp_rxq\"", "\"rxq\": \"rq.rxq\"", "/driver/rxq", "xdp_rxq");
        wrong("\"skb\": \"mlx5e_build_rx_skb\"", "\"skb\": \"mlx5_build_rx_skb\"", "/driver/skb", "mlx5e_build_rx_skb");
        wrong("\"rxq\": \"rq.xdp_rxq\"", "\"rxq\": \"rq.xdp_rxq\", \"metadata\": { \"is\": \"lost\" }",
                "/driver/metadata/is", "dropped");
        wrong("\"rxq\": \"rq.xdp_rxq\"", "\"rxq\": \"rq.xdp_rxq\", \"metadata\": { \"is\": \"dropped\" }",
                "/driver/metadata", "why");
        wrong("{ \"role\": \"l3-type\",", "{ \"role\": \"l3-type\", \"add\": 1,", "/layouts/0/fields/19/writes/add",
                "names");
        wrong("\"object\": \"hints.bpf.o\"", "\"object\": \"../hints.bpf.o\"", "/driver/object", "out of");
        wrong("\"object\": \"hints.bpf.o\"", "\"object\": \"hints.o\"", "/driver/object", "no file");
        wrong("unroll/rx_hash.s", "unroll/rx_hush.s", "/unrollers/2/template", "no file");
        String both = "\"generation\": [\"mainline\", \"rfc\"], \"kfunc\": \"bpf_xdp_metadata_rx_hash\"";
        wrong(both, both.replace("rx_hash", "rx_has"), "/unrollers/2/kfunc", "rx_hash");
        wrong(both, both.replace("rx_hash", "rx_hash_supported"), "/unrollers/2/kfunc", "kfunc of mainline");
        wrong(both, both.replace("\"rfc\"", "\"rfd\""), "/unrollers/2/generation/1", "rfc");
        wrong(both, both.replace("\"rfc\"", "\"mainline\""), "/unrollers/2/generation", "named twice");
        wrong(both, both.replace("\"mainline\", \"rfc\"", ""), "/unrollers/2/generation", "mainline, rfc");
        wrong("\"shift\": 29", "\"shift\": 30", "/clock/0/timecounter/shift", "32 bits");
        wrong("\"limits\": { \"clock\"", "\"limits\": { \"clocks\"", "/revisions/0/limits/clocks", "clock");
        wrong("\"default\": \"all\"", "\"default\": \"some\"", "/configuration/0/default", "none, all");
        wrong("\"name\": \"hwtstamp\"", "\"name\": \"ring\"", "/configuration/0", "power of two");
        wrong("\"type\": \"ipv4\" }", "\"type\": \"ip4\" }", "/rss/types/0/type", "ipv4");
        wrong("\"format\": 1", "\"format\": 2", "/format", "from 1 to 1");
        wrong("\"role\": \"rss-hash\"", "\"role\": \"timecounter-mult\"", "/layouts/0/fields/7/writes/role", "driver");
        wrong("{ \"role\": \"rss-hash\" }", "{ \"role\": \"rss-hash\", \"constant\": 1 }", "/layouts/0/fields/7/writes",
                "exclude each other");
        wrong("\"name\": \"mlx5\"", "\"name\": \"mlx5\", \"name\": \"mlx5\"", "", "Duplicate");
    }

    /** Replaces the first occurrence and expects a problem at {@code pointer}. */
    private void wrong(String was, String is, String pointer, String says) throws IOException {
        String changed =
                json.replaceFirst(java.util.regex.Pattern.quote(was), java.util.regex.Matcher.quoteReplacement(is));
        assertTrue(!changed.equals(json), was);
        Files.writeString(folder.resolve("nic.json"), changed);
        ProblemException e = assertThrows(ProblemException.class, () -> Nics.load(folder.toString()), is);
        assertEquals(Optional.of(folder.resolve("nic.json")), e.place().file(), e.getMessage());
        assertEquals(pointer, e.place().pointer().orElse(""), e.getMessage());
        assertTrue(e.getMessage().contains(says), e.getMessage());
    }

    @Test
    void aTemplateWithAMistakeIsNamedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("unroll/rx_hash.s"), "r0 = 0\nr0 = cqe64.rss_hash\n");
        ProblemException e = assertThrows(ProblemException.class,
                () -> Nics.load(folder.toString()).configure(Optional.empty(), Map.of()));
        assertEquals(Optional.of(folder.resolve("unroll/rx_hash.s")), e.place().file());
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    }

    @Test
    void aTemplateCallsIfAndOnlyIfThereIsAReason() throws IOException {
        String call = "call mlx5e_free_running_timestamp\nr0 = *(u64 *)(r0 + scratch.r0)\n";
        Files.writeString(folder.resolve("unroll/rx_hash.s"), call);
        String without = problem(Nics.load(folder.toString()), Optional.empty(), Map.of());
        assertTrue(without.contains("calls mlx5e_free_running_timestamp without a reason"), without);
        Files.writeString(folder.resolve("unroll/rx_hash.s"), "r0 = 0\n");
        Files.writeString(folder.resolve("unroll/rx_timestamp.free-running.s"), "r0 = 0\n");
        String needless = problem(Nics.load(folder.toString()), Optional.empty(), Map.of("clock", "free-running"));
        assertTrue(needless.contains("calls nothing"), needless);
    }

    @Test
    void aTextOfTwoGenerationsIsRefusedWhereItIsOfOne() throws IOException {
        Files.writeString(folder.resolve("unroll/rx_hash.s"), "r4 = get r1 -> mlx5e_xdp_buff.cqe\n  return -ENODATA\n");
        String returned = problem(Nics.load(folder.toString()), Optional.empty(), Map.of());
        assertTrue(returned.contains("rx_hash.s: line 2, column 3"), returned);
        assertTrue(returned.contains("`none`"), returned);
        Files.writeString(folder.resolve("unroll/rx_hash.s"), "r0 = 0\n*(u32 *)(r2 + 0) = r0\n");
        String stored = problem(Nics.load(folder.toString()), Optional.empty(), Map.of());
        assertTrue(stored.contains("rx_hash.s: line 2, column 1: r2 is used before it has a value in generation rfc"),
                stored);
        assertTrue(stored.contains("`mainline:`"), stored);
    }

    @Test
    void anEmptyPatchOfTheRfcIsZero() throws IOException {
        Files.writeString(folder.resolve("unroll/rx_hash_supported.rfc.s"), "; nothing\n\n# at all\n");
        ConfiguredNic setup = Nics.load(folder.toString()).configure(Optional.empty(), Map.of());
        Unrolling.Replace by = assertInstanceOf(Unrolling.Replace.class, setup.unroller(
                new Kfunc("bpf_xdp_metadata_rx_hash_supported", 1, false, new Kfunc.Binding.Unbound())));
        assertEquals("r0 = 0", by.replacement().code().stream().map(Disassembler::text).collect(Collectors.joining()));
        assertTrue(by.replacement().why().contains("the core puts 0"), by.replacement().why());
        Files.writeString(folder.resolve("unroll/rx_hash.s"), "");
        assertTrue(problem(Nics.load(folder.toString()), Optional.empty(), Map.of()).contains("no instruction"));
    }

    @Test
    void nothingOutsideTheFolderIsRead(@TempDir Path elsewhere) throws IOException {
        Path secret = elsewhere.resolve("secret.s");
        Files.writeString(secret, "r0 = 0\n");
        Files.delete(folder.resolve("unroll/rx_hash.s"));
        Files.createSymbolicLink(folder.resolve("unroll/rx_hash.s"), secret);
        ProblemException e = assertThrows(ProblemException.class, () -> Nics.load(folder.toString()));
        assertTrue(e.getMessage().contains("out of the folder"), e.getMessage());
    }

    @Test
    void theConfigurationIsChecked() {
        Nic nic = Nics.load(folder.toString());
        assertTrue(problem(nic, Optional.of("cx8"), Map.of()).contains("cx7"));
        assertTrue(problem(nic, Optional.empty(), Map.of("rxhush", "on")).contains("rxhash"));
        assertTrue(problem(nic, Optional.empty(), Map.of("rxhash", "maybe")).contains("on, off"));
        assertTrue(problem(nic, Optional.empty(), Map.of("ring", "48")).contains("power of two"));
        assertTrue(problem(nic, Optional.empty(), Map.of("ring", "99999999999999999999")).contains("power of two"));
        assertTrue(problem(nic, Optional.empty(), Map.of("revision", "cx7")).contains("no switch"));
        assertTrue(
                problem(nic, Optional.of("cx5"), Map.of("clock", "real-time")).contains("It supports: free-running"));
    }

    private static String problem(Nic nic, Optional<String> revision, Map<String, String> settings) {
        return assertThrows(ProblemException.class, () -> nic.configure(revision, settings)).getMessage();
    }

    /** No damage to any of the files lets another exception out. */
    @Test
    void damagedFoldersAreProblems() throws IOException {
        Random random = new Random(2026);
        for (String file : List.of("nic.json", "hints.bpf.o", "unroll/rx_hash.s")) {
            byte[] whole = Files.readAllBytes(folder.resolve(file));
            for (int round = 0; round < 300; round++) {
                byte[] damaged = random.nextInt(4) == 0 ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length))
                        : whole.clone();
                for (int i = 0; i < 1 + random.nextInt(8) && damaged.length > 0; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                Files.write(folder.resolve(file), damaged);
                try {
                    Nics.load(folder.toString()).configure(Optional.empty(), Map.of());
                } catch (ProblemException expected) {
                    assertTrue(!expected.getMessage().isBlank());
                }
            }
            Files.write(folder.resolve(file), whole);
        }
        assertThrows(ProblemException.class, () -> Nics.load(folder.resolve("nowhere").toString()));
        assertThrows(ProblemException.class, () -> Nics.load("bad\0path"));
        assertThrows(ProblemException.class, () -> Nics.load(folder.resolve("unroll").toString()));
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream in = NicFolderTest.class.getResourceAsStream(MLX5 + file)) {
            return in.readAllBytes();
        }
    }
}
