package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the kernel's configuration in a program. {@link LibbpfTest} compares them with libbpf's. */
final class KconfigTest {
    private static final Path OBJECT = Tools.fixture("kconfig.bpf.o");

    @TempDir
    private Path folder;

    @Test
    void theSimulatedKernelsValuesAreInAMapThatProgramsOnlyRead() {
        BpfObject object = BpfObject.read(OBJECT);
        MapSpec map = object.maps().getLast();
        assertEquals(".kconfig", map.name());
        assertEquals(MapSpec.RDONLY_PROG, map.flags());
        assertEquals(
                values("0001000000000000", "0000000000000000", "00000000", "01000000", "00010700", "e803", "01", "6d",
                        "01", "286e6f6e6500"),
                HexFormat.of().formatHex(map.initial().orElseThrow()));
    }

    private static String values(String... values) {
        return String.join("", values);
    }

    @Test
    void instructionsLoadThemFromTheMap() {
        Program program = BpfObject.read(OBJECT).link("numbers", Optional.empty());
        assertEquals(List.of("LINUX_KERNEL_VERSION 24", "LINUX_HAS_BPF_COOKIE 32", "LINUX_HAS_SOMETHING_ELSE 8",
                "CONFIG_NR_CPUS 0", "CONFIG_HZ 28", "CONFIG_NOT_THERE 16"),
                IntStream.range(0, program.code().size())
                        .filter(i -> program.code().get(i) instanceof Insn.LoadImm64)
                        .mapToObj(i -> program.origins().get(i).why() + " "
                                + ((Imm64.MapValue) ((Insn.LoadImm64) program.code().get(i)).value()).offset())
                        .toList());
    }

    @Test
    void aConfigurationMayBeCompressed() throws IOException {
        Path file = folder.resolve("config.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("# a comment\nCONFIG_HZ=100\nCONFIG_HZ=250\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("100", Kconfig.read(file).options().get("CONFIG_HZ").value());
        assertEquals(0x6_0c_00, Kconfig.read(file).withVersion(6, 12).version());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            CONFIG_HZ=y                    | line 1: the value y does not fit into extern CONFIG_HZ of section .kconfig
            CONFIG_HZ="100"                | does not fit into extern CONFIG_HZ
            CONFIG_HZ=32768                | does not fit into extern CONFIG_HZ of section .kconfig, an integer of 2 bytes
            CONFIG_HZ=-32769               | does not fit into extern CONFIG_HZ
            CONFIG_HZ=100x                 | does not fit into extern CONFIG_HZ
            CONFIG_HZ=0x10000000000000000  | does not fit into extern CONFIG_HZ
            CONFIG_BPF_JIT=m               | does not fit into extern CONFIG_BPF_JIT of section .kconfig, a bool of 1 byte
            CONFIG_BPF_JIT=1               | does not fit into extern CONFIG_BPF_JIT
            CONFIG_PTP_1588_CLOCK=1        | an enum libbpf_tristate of 4 bytes
            CONFIG_DEFAULT_HOSTNAME=y      | an array of char of 6 bytes
            CONFIG_DEFAULT_HOSTNAME="abc   | an array of char of 6 bytes
            CONFIG_NOT_THERE=-1            | does not fit into extern CONFIG_NOT_THERE
            CONFIG_OTHER=                  | line 1: an option of the kernel configuration has no value
            CONFIG_OTHER                   | line 1: an option of the kernel configuration has no value
            """)
    void whatDoesNotFitIsTold(String line, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), line + "\nCONFIG_BPF_JIT=y\nCONFIG_VLAN_8021Q=y\n"
                + "CONFIG_PTP_1588_CLOCK=n\nCONFIG_NR_CPUS=1\nCONFIG_HZ=1\nCONFIG_DEFAULT_HOSTNAME=\"\"\n");
        ProblemException e = assertThrows(ProblemException.class, () -> BpfObject.read(OBJECT, Kconfig.read(file)));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertTrue(!e.remedy().isEmpty(), e.getMessage());
    }

    @Test
    void whatIsMissingIsToldWithItsUse() {
        Kconfig empty = Kconfig.parse(new byte[0], Place.NOWHERE);
        ProblemException e = assertThrows(ProblemException.class, () -> BpfObject.read(OBJECT, empty));
        assertEquals("extern CONFIG_NR_CPUS of section .kconfig is not in the kernel's configuration", e.what());
        assertEquals(Place.of(OBJECT).section("xdp").insn(16), e.place());
    }

    @Test
    void filesThatAreNoneAreTold() throws IOException {
        Path damaged = Files.write(folder.resolve("damaged"), new byte[]{0x1f, (byte) 0x8b, 8, 0, 0});
        assertTrue(assertThrows(ProblemException.class, () -> Kconfig.read(damaged)).what().contains("damaged"));
        assertTrue(assertThrows(ProblemException.class, () -> Kconfig.read(folder)).what().contains("cannot be read"));
    }
}
