package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.Encoder;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.ObjectFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope asm} and {@code disasm}: one undoes the other. */
final class AssemblyCommandsTest {
    static Stream<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(Xdpscope.SAMPLES, 2)) {
            return files.filter(f -> f.toString().endsWith(".o")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void rawBytesSurviveDisassemblyAndAssembly(Path object) {
        BpfObject elf = BpfObject.read(object);
        for (ObjectFunction program : elf.programs()) {
            String hex = JsonNodes.hex(Encoder.encode(elf.link(program.name(), Optional.empty()).object().code()));
            JsonNode listing = Xdpscope.run("disasm", "--json", "--hex", hex).json();
            String source = listing.valueStream().map(i -> i.get("text").asString()).collect(Collectors.joining("\n"));
            Xdpscope.Result assembled = Xdpscope.runWith(source, "asm", "-");
            assertEquals(0, assembled.code(), assembled.err());
            assertEquals(hex, assembled.out().replaceAll("\\s", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void listingsShowEveryInstructionOfEveryStage(Path object) {
        String design = object.endsWith("xdp_md_field.bpf.o") ? "xdp-md-field" : "kfunc-unrolled";
        for (String stage : new String[]{"object", "relocated", "as-run"}) {
            Xdpscope.Result json = Xdpscope.run("disasm", "--json", "--stage", stage, "--nic", "mlx5", "--design",
                    design, object.toString());
            assertEquals(0, json.code(), json.err());
            String text = Xdpscope
                    .run("disasm", "--stage", stage, "--nic", "mlx5", "--design", design, "--no-source",
                            object.toString())
                    .out();
            JsonNode program = json.json().get(0);
            assertEquals(stage, program.get("stage").asString());
            for (JsonNode insn : program.get("instructions")) {
                String line = "%5d: %s".formatted(insn.get("index").asInt(), insn.get("text").asString());
                assertTrue(text.contains(line), line);
            }
            assertTrue(text.contains(program.get("program").asString() + ":  section "
                    + program.get("section").asString() + ", " + stage), text);
        }
    }

    @Test
    void typesOfAnotherKernelMoveFields() {
        String object = Xdpscope.SAMPLES.resolve("raw-descriptor/every_nic.bpf.o").toString();
        String types =
                Xdpscope.SAMPLES.resolve("../drivers/src/main/resources/dev/xdpscope/drivers/nics/mlx5/hints.bpf.o")
                        .toString();
        String moved = Xdpscope.run("disasm", object, "--btf", types).out();
        assertTrue(moved.contains("call unknown#195896080"), moved);
        assertTrue(moved.contains("; CO-RE: no byte offset of "), moved);
        assertTrue(moved.contains(" in the target, poisoned"), moved);
        assertFalse(Xdpscope.run("disasm", object).out().contains("CO-RE"));
        assertFalse(Xdpscope.run("disasm", object, "--btf", object).out().contains("poisoned"));
    }

    @Test
    void typesAndConfigurationsThatAreNoneAreRefused() {
        String object = Xdpscope.SAMPLES.resolve("raw-descriptor/raw_descriptor.bpf.o").toString();
        String text = Xdpscope.SAMPLES.resolve("README.md").toString();
        assertTrue(Xdpscope.run("disasm", object, "--btf", text).err().contains("this is not BTF"));
        Xdpscope.Result twice = Xdpscope.run("disasm", object, "--btf", object, "--nic", "mlx5");
        assertEquals(2, twice.code());
        assertTrue(twice.err().contains("--btf is for --stage relocated"), twice.err());
        assertTrue(Xdpscope.run("disasm", object, "--load", "kconfig=/nowhere").err()
                .contains("the kernel configuration cannot be read"));
    }

    @Test
    void expansionsSayWhereTheyComeFrom() {
        String object = Xdpscope.SAMPLES.resolve("hints-to-metadata/hints_to_metadata.bpf.o").toString();
        String unrolled = Xdpscope.run("disasm", object, "--nic", "mlx5", "--design", "kfunc-unrolled").out();
        assertTrue(unrolled.contains("22.0 mlx5 unrolls bpf_xdp_metadata_rx_timestamp"), unrolled);
        assertTrue(unrolled.contains("; if (!bpf_xdp_metadata_rx_hash(ctx, &hash, &type)) @ "), unrolled);
        assertFalse(unrolled.contains("call bpf_xdp_metadata_rx_hash"), unrolled);
        String called = Xdpscope.run("disasm", object, "--nic", "mlx5").out();
        assertTrue(called.contains("call bpf_xdp_metadata_rx_hash"), called);
        assertTrue(called.contains("mlx5e_xdp_rx_hash:  the driver's"), called);
    }

    @Test
    void assemblerOutputCanBeExecuted() {
        String bytes = Xdpscope.runWith("r0 = 6\nr0 *= 7\nexit\n", "asm").out();
        assertEquals("2a\n", Xdpscope.runWith(bytes, "exec").out());
        JsonNode json = Xdpscope.runWith("r0 = 0x100000000 ll\nexit", "asm", "--json").json();
        assertEquals("18000000000000000000000001000000", json.at("/0/bytes").asString());
        assertEquals(2, json.at("/1/index").asInt());
    }
}
