package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.nic.Nics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope generate}. */
final class GenerateCommandTest {
    private static final Path EXPECTED = Path.of("src/test/resources/dev/xdpscope/app/cli/generate");
    private static final String PACKETS = Xdpscope.SAMPLES.resolve("captures/mixed.pcapng").toString();

    @TempDir
    private Path folder;

    private Xdpscope.Result generate(String... more) {
        String[] args = new String[4 + more.length];
        System.arraycopy(new String[]{"generate", "af_xdp", "--out", folder.toString()}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        return Xdpscope.run(args);
    }

    /** After a change that is meant: xdpscope generate af_xdp --nic NIC --force --out the folder with the expected files. */
    @ParameterizedTest
    @ValueSource(strings = {"mlx5", "igc", "none"})
    void theFilesAreAsExpected(String nic) throws IOException {
        Xdpscope.Result result = generate("--nic", nic);
        assertEquals(0, result.code(), result.err());
        for (String name : List.of("af_xdp_" + nic + ".bpf.c", "af_xdp_" + nic + ".bpf.o", "rx_hints.h")) {
            assertArrayEquals(Files.readAllBytes(EXPECTED.resolve(name)), Files.readAllBytes(folder.resolve(name)),
                    name);
            assertTrue(result.out().contains(name), result.out());
        }
    }

    @Test
    void whatIsGeneratedForANicRunsOnIt() {
        for (String nic : Nics.builtIn()) {
            JsonNode made = generate("--nic", nic, "--json").json();
            String object = made.at("/files/1/file").asString();
            Xdpscope.Result run = Xdpscope.run("run", "--object", object, "--packets", PACKETS, "--nic", nic, "--json");
            assertEquals(0, run.code(), run.err());
            JsonNode packets = run.json().get("packets");
            assertEquals(44, packets.size());
            packets.forEach(
                    p -> assertEquals(2 * made.at("/metadata/size").asInt(), p.get("metadata").asString().length()));
        }
    }

    @Test
    void aComparisonNamesTheMetadataByTheObjectsOwnStructure() {
        generate("--nic", "mlx5");
        JsonNode json = Xdpscope.run("compare", "--object", folder.resolve("af_xdp_mlx5.bpf.o").toString(), "--packets",
                PACKETS, "--nic", "mlx5", "--nics", "mlx5,none", "--limit", "3", "--json").json();
        assertEquals("struct rx_hints of the program's BTF", json.at("/metadata/0/names_from").asString());
        assertEquals("rx_vlan_proto", json.at("/metadata/0/fields/3/name").asString());
    }

    @Test
    void filesWithOtherContentsAreNotReplacedUnasked() throws IOException {
        Path source = folder.resolve("af_xdp_mlx5.bpf.c");
        Files.writeString(source, "mine");
        Xdpscope.Result refused = generate("--nic", "mlx5");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("--force"), refused.err());
        assertEquals("mine", Files.readString(source));
        assertEquals(1, Files.list(folder).count());
        assertEquals(0, generate("--nic", "mlx5", "--force").code());
        assertEquals(0, generate("--nic", "mlx5").code());
    }

    @Test
    void theSourceSaysHowItWasMadeAndTheConfigurationCounts() throws IOException {
        assertEquals(0, generate("--nic", "mlx5", "--revision", "cx5", "--set", "rxhash=off").code());
        String source = Files.readString(folder.resolve("af_xdp_mlx5.bpf.c"));
        assertTrue(source.contains("xdpscope generate af_xdp --nic mlx5 --revision cx5 --set rxhash=off\n"), source);
    }

    @Test
    void whatIsWrongIsOneLine() {
        for (String[] args : new String[][]{{"generate", "af_xdp"}, {"generate", "tc", "--nic", "mlx5"},
            {"generate", "af_xdp", "--nic", "mlx6"}, {"generate", "--nic", "mlx5"},
            {"generate", "af_xdp", "--nic", "mlx5", "--out", folder.resolve("none").toString()}}) {
            Xdpscope.Result result = Xdpscope.run(args);
            assertEquals(2, result.code(), String.join(" ", args));
            assertEquals(1, result.err().lines().count(), result.err());
        }
    }
}
