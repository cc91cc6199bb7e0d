package dev.xdpscope.engine.xdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelAccess;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.kernel.LoadRequest;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets in several buffers: helpers and kfuncs do what those of the running kernel do. */
class PacketOnThisKernelTest {
    private static final LoadRequest LOADING = LoadRequest.of(LoadRequest.Hook.XDP, "Dual MIT/GPL").withFrags();
    private static final int PROGRAMS = Integer.getInteger("programs", 60);
    private static final byte[] FIRST = new byte[4];

    private Kernel kernel;

    @BeforeEach
    void permitted() {
        switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel k) -> kernel = k;
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sameResultsPacketAndMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < PROGRAMS; i++) {
            byte[] packet = bytes(random, length(random));
            byte[] value = bytes(random, PacketProgram.RESULTS.valueSize());
            Program program = PacketProgram.of(random.split(), packet.length);
            compare(program, packet, value, "seed " + seed + ", program " + i);
        }
    }

    private static int length(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(14, 3520);
            case 1 -> random.nextInt(3500, 9000);
            case 2 -> 3520 + 4096 * random.nextInt(1, 17) + random.nextInt(-20, 20);
            default -> random.nextInt(14, 70_000);
        };
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void compare(Program program, byte[] packet, byte[] value, String what) {
        try (KernelMap map = kernel.create(PacketProgram.RESULTS).value("map");
                KernelMap ring = kernel.create(PacketProgram.RING).value("map")) {
            map.update(FIRST, value);
            try (KernelProgram loaded = load(program, List.of(map, ring), what)) {
                KernelProgram.Run run = loaded.run(packet).value(what);
                XdpBench bench = new XdpBench(program, 256, packet);
                bench.bench().map(0).update(FIRST, value, 0, 0);
                assertEquals(run.result(), (int) bench.call(), what);
                same(map.lookup(FIRST).orElseThrow(), bench.bench().map(0).values().bytes(0, value.length), program,
                        what + ", map");
                byte[] metadata = bench.xdp().bytes(bench.xdp().dataMeta(), bench.xdp().data());
                byte[] whole = Arrays.copyOf(metadata, metadata.length + bench.xdp().length());
                System.arraycopy(bench.xdp().packet().read(), 0, whole, metadata.length, bench.xdp().length());
                same(run.data(), whole, program, what + ", packet");
            }
        }
    }

    private KernelProgram load(Program program, List<KernelMap> maps, String what) {
        try {
            return kernel.load(program, maps, LOADING).value(what);
        } catch (ProblemException e) {
            return Assumptions.abort("this kernel is too old for the test: " + e.getMessage());
        }
    }

    private static void same(byte[] expected, byte[] actual, Program program, String what) {
        int at = Arrays.mismatch(expected, actual);
        if (at >= 0) {
            assertEquals(excerpt(expected, at), excerpt(actual, at), what + ", of " + expected.length + " and "
                    + actual.length + " bytes from " + at + "\n"
                    + program.code().stream().map(Disassembler::text).collect(Collectors.joining("\n"))
                    + program.kfuncs().stream().map(Kfunc::name).toList());
        }
    }

    private static String excerpt(byte[] bytes, int at) {
        return HexFormat.of().formatHex(bytes, Math.min(bytes.length, at), Math.min(bytes.length, at + 32));
    }
}
