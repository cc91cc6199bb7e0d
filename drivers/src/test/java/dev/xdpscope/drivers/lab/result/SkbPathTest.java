package dev.xdpscope.drivers.lab.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.Samples;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.rx.SkbBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sk_buff that is built for XDP_PASS; its protocol is that of eth_type_trans() in net/ethernet/eth.c, 6.12. */
class SkbPathTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0800 45   | 0x0800
            8100 0005 | 0x8100
            0600      | 0x0600
            05ff 4242 | 0x0004
            0026 4242 | 0x0004
            0026 ffff | 0x0001
            0026 ff   | 0x0004
            0000      | 0x0004
            """)
    void protocol(String fromType, String expected) {
        byte[] frame = HexFormat.of().parseHex("02000000000b02000000000a" + fromType.replace(" ", ""));
        assertEquals(Integer.decode(expected), SkbBuild.protocol(frame));
    }

    @Test
    void theWayOfAValueIsNotFollowedThroughVeryLongFunctions(@TempDir Path folder) throws IOException {
        Path tiny = Path.of("src/test/resources/dev/xdpscope/drivers/nics/tiny");
        for (Path file : List.of(Path.of("hints.bpf.c"), Path.of("hints.bpf.o"), Path.of("nic.json"))) {
            Files.copy(tiny.resolve(file), folder.resolve(file));
        }
        Files.createDirectory(folder.resolve("unroll"));
        try (Stream<Path> templates = Files.list(tiny.resolve("unroll"))) {
            for (Path template : templates.toList()) {
                Files.copy(template, folder.resolve("unroll").resolve(template.getFileName()));
            }
        }
        String json = Files.readString(folder.resolve("nic.json"));
        Files.writeString(folder.resolve("nic.json"), json.replace("\"tiny_build_skb\"", "\"tiny_build_skb_slowly\""));
        Scenario scenario = Samples.scenario("parse-and-count/scenario.json")
                .with(Change.nic(folder.toString()).and(Change.configuration(Map.of())).and(Change.limit(3)));
        Skb skb = Lab.run(scenario).packets().get(2).skb().orElseThrow();
        assertEquals(20_000, skb.field("mark").orElseThrow().value());
        assertTrue(skb.fields().stream().allMatch(f -> f.from().equals("not looked for: the driver ran too long")));
        Skb usual = Lab.run(scenario.with(Change.nic(tiny.toString()))).packets().get(2).skb().orElseThrow();
        assertEquals("desc.hash", usual.field("hash").orElseThrow().from());
    }
}
