package dev.xdpscope.engine.random;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;

/** Makes programs that the kernel's verifier accepts: they leave all registers and the data on the stack in a map. */
final class Generator {
    /** Registers r0 to r9, then the slots of the stack. */
    static final MapSpec RESULTS = TestBench.map("results", MapSpec.ARRAY, 4, 8 * (10 + Frame.SLOTS), 1);

    private static final int LEAST_PACKET = 14;

    private Generator() {}

    static RandomProgram program(Choices choices) {
        int metadata = choices.oneIn(3) ? 4 * choices.below(choices.oneIn(4) ? 55 : 9) : 0;
        int length = LEAST_PACKET + choices.below(choices.oneIn(8) ? 1500 : 120);
        int seed = choices.below(1 << 16);
        Draft draft = new Draft(choices);
        Frame f = draft.frame(0, true);
        draft.block(f);
        leave(draft, f);
        List<String> lines = new ArrayList<>(f.lines());
        lines.addAll(draft.functionLines());
        return new RandomProgram(TestProgram.of(String.join("\n", lines), draft.maps.toArray(MapSpec[]::new)),
                bytes(metadata + length, seed), metadata);
    }

    private static void leave(Draft draft, Frame f) {
        draft.map(RESULTS);
        boolean first = f.isNumber(1);
        if (first) {
            f.line("*(u64 *)(r10 %+d) = r1", Frame.STASH);
        }
        f.line("r1 = map[results][0]+0");
        for (int r = 0; r < 10; r++) {
            if (r != 1 && f.isNumber(r)) {
                f.line("*(u64 *)(r1 %+d) = r%d", 8 * r, r);
            }
        }
        if (first) {
            f.line("r2 = *(u64 *)(r10 %+d)", Frame.STASH);
            f.line("*(u64 *)(r1 +8) = r2");
        }
        for (int slot = 0; slot < Frame.SLOTS; slot++) {
            if (f.isFilled(slot)) {
                f.line("r2 = *(u64 *)(r10 %+d)", Frame.DATA + 8 * slot);
                f.line("*(u64 *)(r1 %+d) = r2", 8 * (10 + slot));
            }
        }
        f.ready(0);
        f.line("exit");
    }

    /** 0 gives the bytes 1, 2, 3 and so on. */
    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i + 1 + (i + seed) * seed);
        }
        return bytes;
    }
}
