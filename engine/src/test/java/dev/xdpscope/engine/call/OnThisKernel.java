package dev.xdpscope.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.kernel.Answer;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.KernelAccess;
import dev.xdpscope.engine.kernel.KernelMap;
import dev.xdpscope.engine.kernel.KernelProgram;
import dev.xdpscope.engine.kernel.LoadRequest;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.rewrite.CtxRewrite;
import dev.xdpscope.engine.xdp.XdpBench;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs a piece of code on a packet of 256 bytes in the running kernel and in the engine. The code finds the packet in r6; what it
 * leaves in r0 is stored in the packet's first 8 bytes. Results are those of Linux 6.18.
 */
final class OnThisKernel {
    static final int PACKET = 256;

    private final Kernel kernel;
    private final Calls calls;
    private String lastRefusal = "";

    private OnThisKernel(Kernel kernel, Calls calls) {
        this.kernel = kernel;
        this.calls = calls;
    }

    /** The same with other helpers in the engine. */
    OnThisKernel with(Calls others) {
        return new OnThisKernel(kernel, others);
    }

    /** Skips the calling test where the kernel cannot be asked, or is another one. */
    static OnThisKernel orSkip() {
        return switch (KernelAccess.open()) {
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
            case KernelAccess.Open(Kernel kernel) -> {
                String release = Kernel.release();
                Assumptions.assumeTrue(release.startsWith("6.18."),
                        "results are compared with Linux 6.18, this is " + release);
                yield new OnThisKernel(kernel, TestBench.helpers());
            }
        };
    }

    /** A map of one read-only value with text in it: what helpers take as a constant string. */
    static MapSpec constant(String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.ISO_8859_1);
        return new MapSpec("text", MapSpec.ARRAY, 4, bytes.length, 1, MapSpec.RDONLY_PROG, Optional.of(bytes),
                Optional.empty(), Optional.empty());
    }

    /** A map of one value that begins with these bytes: memory that any helper may be given. */
    static MapSpec memory(byte[] bytes) {
        return new MapSpec("memory", MapSpec.ARRAY, 4, PACKET, 1, 0, Optional.of(Arrays.copyOf(bytes, PACKET)),
                Optional.empty(), Optional.empty());
    }

    /** Code that copies the value of that map from offset 16 on, r9, to the packet. */
    static String show() {
        StringBuilder code = new StringBuilder();
        for (int i = 16; i < PACKET; i += Long.BYTES) {
            code.append("r1 = *(u64 *)(r9 +%d)\n*(u64 *)(r6 +%d) = r1\n".formatted(i, i));
        }
        return code.toString();
    }

    /** Compares what both make of a packet, and gives r0; empty if the kernel refuses the program. */
    Optional<Long> agreed(String code, byte[] packet, MapSpec... maps) {
        return agreed(code, packet, List.of(), maps);
    }

    Optional<Long> agreed(String code, byte[] packet, List<Kfunc> kfuncs, MapSpec... maps) {
        Program program = program(code, kfuncs, maps);
        List<KernelMap> made = Arrays.stream(maps).map(spec -> kernel.create(spec).value("map")).toList();
        try {
            return switch (kernel.load(program, made, LoadRequest.of(LoadRequest.Hook.XDP, "GPL"))) {
                case Answer.Refused<KernelProgram> refused -> {
                    lastRefusal = refused.toString();
                    yield Optional.empty();
                }
                case Answer.Done<KernelProgram>(KernelProgram loaded) -> {
                    try (loaded) {
                        byte[] there = loaded.run(Arrays.copyOf(packet, PACKET)).value("run").data();
                        assertEquals(HexFormat.of().formatHex(there), HexFormat.of().formatHex(here(program, packet)),
                                code);
                        yield Optional.of(r0(there));
                    }
                }
            };
        } finally {
            made.forEach(KernelMap::close);
        }
    }

    /** What the engine alone leaves in r0. */
    long here(String code, byte[] packet, MapSpec... maps) {
        return r0(here(program(code, List.of(), maps), packet));
    }

    private static Program program(String code, List<Kfunc> kfuncs, MapSpec... maps) {
        return TestProgram.of("""
                r6 = *(u32 *)(r1 +0)
                r7 = *(u32 *)(r1 +4)
                r8 = r1
                r2 = r6
                r2 += 256
                if r7 >= r2 goto pc+2
                r0 = 0
                exit
                """ + code + "\n*(u64 *)(r6 +0) = r0\nr0 = 2\nexit\n", kfuncs, maps);
    }

    /** Why the kernel refused. */
    String refusal() {
        return lastRefusal;
    }

    /** The packet after the engine has run the code. */
    private byte[] here(Program program, byte[] packet) {
        XdpBench bench = new XdpBench(new CtxRewrite().apply(program), calls, 256, Arrays.copyOf(packet, PACKET));
        bench.bench().r0(bench.xdp().address());
        return bench.packet().bytes(256, PACKET);
    }

    static long r0(byte[] packet) {
        return ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    }
}
