package dev.xdpscope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs and maps in the running kernel. */
class KernelTest {
    private static final LoadRequest XDP = LoadRequest.of(LoadRequest.Hook.XDP, "Apache-2.0");
    private static final MapSpec COUNTS =
            new MapSpec("counts", MapSpec.ARRAY, 4, 8, 2, 0, Optional.empty(), Optional.empty(), Optional.empty());

    private Kernel kernel;

    @BeforeEach
    void permitted() {
        switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel k) -> kernel = k;
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
        }
    }

    @Test
    void aProgramRunsOnAPacket() {
        try (KernelProgram program = kernel.load(program("r2 = *(u32 *)(r1 + 0)", "r3 = *(u32 *)(r1 + 4)", "r0 = r3",
                "r0 -= r2", "r4 = r2", "r4 += 14", "if r4 > r3 goto +1", "*(u8 *)(r2 + 0) = 7", "exit"), List.of(), XDP)
                .value("load")) {
            byte[] packet = new byte[60];
            KernelProgram.Run run = program.run(packet).value("run");
            packet[0] = 7;
            assertEquals(60, run.result());
            assertArrayEquals(packet, run.data());
            assertInstanceOf(Insn.Load.class, Decoder.decodeTranslated(Arrays.copyOf(program.translated(), 8)));
            assertEquals(Errno.EINVAL.number(), ((Answer.Refused<?>) program.run(new byte[13])).errno(),
                    "a packet has at least 14 bytes");
        }
    }

    @Test
    void aRefusedProgramSaysWhy() {
        Answer<KernelProgram> answer = kernel.load(program("r0 = *(u64 *)(r1 + 0)", "exit"), List.of(), XDP);
        String said = assertInstanceOf(Answer.Refused.class, answer).toString();
        assertTrue(said.startsWith("EACCES") && said.contains("invalid bpf_context access off=0 size=8"), said);
    }

    @Test
    void mapsHoldWhatIsPutIntoThemAndNothingStaysOpen() throws IOException {
        kernel.create(COUNTS).value("warm up").close();
        long before = descriptors();
        byte[] value = {1, 2, 3, 4, 5, 6, 7, 8};
        try (KernelMap map = kernel.create(COUNTS).value("map")) {
            assertInstanceOf(Answer.Done.class, map.update(new byte[]{1, 0, 0, 0}, value));
            assertArrayEquals(value, map.lookup(new byte[]{1, 0, 0, 0}).orElseThrow());
            assertArrayEquals(new byte[8], map.lookup(new byte[4]).orElseThrow());
            assertEquals(Optional.empty(), map.lookup(new byte[]{2, 0, 0, 0}));
            assertEquals("E2BIG", map.update(new byte[]{2, 0, 0, 0}, value).toString());
        }
        assertEquals(before, descriptors());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(p -> {
                try {
                    return Files.readSymbolicLink(p).toString().contains("bpf");
                } catch (IOException e) {
                    return false;
                }
            }).count();
        }
    }

    private static Program program(String... lines) {
        List<Insn> code = Assembler.assemble(String.join("\n", lines), Symbols.NONE);
        return new Program("test", "xdp", code, IntStream.range(0, code.size()).mapToObj(Origin::source).toList(),
                new TreeMap<>(), List.of(new ProgramFunction("test", 0, code.size(), ProgramFunction.Kind.MAIN)),
                List.of(),
                List.of());
    }
}
