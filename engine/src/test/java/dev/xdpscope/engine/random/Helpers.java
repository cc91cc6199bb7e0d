package dev.xdpscope.engine.random;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.program.MapSpec;

/** Calls of helpers that compute something of numbers and bytes. */
final class Helpers {
    private static final MapSpec DEVICES = TestBench.map("devices", MapSpec.DEVMAP, 4, 4, 2);
    private static final MapSpec CPUS = TestBench.map("cpus", MapSpec.CPUMAP, 4, 4, 2);
    /** BPF_F_BROADCAST and BPF_F_EXCLUDE_INGRESS. */
    private static final int BROADCAST = 1 << 3 | 1 << 4;
    private static final byte[] TEXT = " -+0x189afzF\t".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Helpers() {}

    static void any(Draft draft, Frame f) {
        switch (f.choices.below(5)) {
            case 0 -> checksum(f);
            case 1 -> parse(f, f.choices.either() ? "bpf_strtol" : "bpf_strtoul");
            case 2 -> compare(draft, f);
            case 3 -> redirect(f);
            default -> redirectByMap(draft, f);
        }
    }

    private static void checksum(Frame f) {
        f.argument(5, "r%d", f.source());
        for (int bytes = 3; bytes > 0; bytes -= 2) {
            int size = f.choices.oneIn(4) ? 0 : f.choices.below(32);
            f.argument(bytes + 1, "%d", size);
            if (size == 0) {
                f.argument(bytes, "0");
            } else {
                f.stackArgument(bytes, f.buffer(size));
            }
        }
        f.call("bpf_csum_diff");
    }

    private static void parse(Frame f, String helper) {
        int text = text(f, 32);
        f.stackArgument(4, f.buffer(8));
        f.argument(3, "%d", f.choices.of(new Integer[]{0, 10, 16, 8, 2, 32}));
        f.argument(2, "%d", 1 + f.choices.below(32));
        f.stackArgument(1, text);
        f.call(helper);
    }

    /** With a string that does not change, as the verifier wants it. */
    private static void compare(Draft draft, Frame f) {
        draft.map(MapCalls.CONSTANT);
        int text = text(f, 16);
        f.argument(3, "map[constant][0]+%d", f.choices.below(4));
        f.argument(2, "%d", 1 + f.choices.below(16));
        f.stackArgument(1, text);
        f.call("bpf_strncmp");
    }

    private static int text(Frame f, int size) {
        int text = f.buffer(size);
        for (int i = f.choices.below(size); i > 0; i--) {
            f.line("*(u8 *)(r10 %+d) = %d", text + i - 1, TEXT[f.choices.below(TEXT.length)]);
        }
        return text;
    }

    private static void redirect(Frame f) {
        f.argument(1, "r%d", f.source());
        f.argument(2, "%d", f.choices.oneIn(3) ? f.choices.immediate() : 0);
        f.call("bpf_redirect");
    }

    /** To where nothing is, and not to all devices but one, which is not simulated. */
    private static void redirectByMap(Draft draft, Frame f) {
        MapSpec map = draft.map(f.choices.either() ? DEVICES : CPUS);
        f.argument(2, "r%d", f.source());
        f.argument(3, "%d", f.choices.oneIn(4) ? f.choices.immediate() & ~BROADCAST : f.choices.below(4));
        f.argument(1, "map[%s]", map.name());
        f.call("bpf_redirect_map");
    }
}
