package dev.xdpscope.engine.record;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.util.Random;

/**
 * A random program that ends: arithmetic, loads and stores on its stack and on a buffer, atomics, map updates, lookups and
 * deletions, subprograms, callbacks, and loops.
 */
final class RecordedProgram {
    /** Called back by bpf_loop: adds up in the caller's stack, calls on, and stops at what it finds there. */
    private static final String TURN = """
            turn:
            r6 = r1
            r7 = r2
            r1 = *(u64 *)(r7 +0)
            r1 ^= r6
            call sub
            *(u64 *)(r7 +0) = r0
            r1 = r0
            r1 &= 15
            r0 = 0
            if r1 != 9 goto on
            r0 = 1
            on: exit
            """;

    /** Called back for each element: changes its value, and deletes every other one where that can be done. */
    private static final String VISIT = """
            visit:
            r6 = *(u32 *)(r2 +0)
            r7 = *(u64 *)(r3 +0)
            r7 += r6
            *(u64 *)(r3 +0) = r7
            r0 = *(u64 *)(r4 +0)
            r0 ^= r7
            *(u64 *)(r4 +0) = r0
            r7 &= 1
            if r7 == 0 goto keep
            call bpf_map_delete_elem
            keep:
            r0 = 0
            exit
            """;

    private final Random random;
    private final StringBuilder main = new StringBuilder();
    private int labels;

    private RecordedProgram(Random random) {
        this.random = random;
    }

    /** r1 is the address of a buffer of at least 64 bytes. */
    static Program random(Random random) {
        RecordedProgram p = new RecordedProgram(random);
        p.main.append("r9 = r1\nr6 = 3\nr7 = 5\nr8 = 7\n*(u64 *)(r10 -8) = 1\n*(u64 *)(r10 -16) = 2\n");
        p.statements(random.nextInt(2, 12), 2);
        p.main.append("r0 = r6\nexit\n");
        p.main.append("sub:\nr6 = r1\nr6 *= 3\n*(u64 *)(r10 -8) = r6\nr7 = *(u64 *)(r10 -8)\nr1 = r7\n");
        p.main.append("call leaf\nr0 += r7\nexit\n");
        p.main.append(TURN);
        p.main.append(VISIT);
        p.main.append("leaf:\nr0 = r1\nr0 ^= 85\nexit\n");
        return TestProgram.of(p.main.toString(), TestBench.map("a", MapSpec.ARRAY, 4, 8, 4),
                TestBench.map("h", MapSpec.HASH, 4, 8, 3), TestBench.map("p", MapSpec.PERCPU_HASH, 4, 8, 3));
    }

    private void statements(int count, int depth) {
        for (int i = 0; i < count; i++) {
            statement(depth);
        }
    }

    private void statement(int depth) {
        switch (random.nextInt(13)) {
            case 0, 1 -> line("r%d %s r%d", value(), any("+=", "-=", "*=", "^=", "|=", "s>>=", "/=", "%="), value());
            case 2 -> line("w%d %s %d", value(), any("+=", "^=", "="), random.nextInt(-100, 100));
            case 3 -> line("*(%s *)(r9 +%d) = r%d", any("u8", "u16", "u32", "u64"), random.nextInt(57), value());
            case 4 -> line("r%d = *(%s *)(r9 +%d)", value(), any("u8", "s16", "u32", "u64"), random.nextInt(57));
            case 5 -> line("r%1$d = atomic64_fetch_add((u64 *)(r9 +%2$d), r%1$d)", value(), random.nextInt(57));
            case 6 -> line("r1 = r%d\ncall sub\nr%d ^= r0", value(), value());
            case 7, 8 -> map();
            case 9 -> line("call bpf_get_prandom_u32\nr%d += r0\ncall bpf_ktime_get_ns\nr%d ^= r0", value(), value());
            case 11 -> line("*(u64 *)(r10 -16) = r%d\nr1 = %d\nr2 = subprog[turn]\nr3 = r10\nr3 += -16\nr4 = 0\n"
                    + "call bpf_loop\nr%d ^= r0", value(), random.nextInt(20), value());
            case 12 -> line("*(u64 *)(r10 -16) = r%d\nr1 = map[%s]\nr2 = subprog[visit]\nr3 = r10\nr3 += -16\nr4 = 0\n"
                    + "call bpf_for_each_map_elem\nr1 = *(u64 *)(r10 -16)\nr%d += r1", value(), any("a", "h", "p"),
                    value());
            default -> loop(depth);
        }
    }

    private void loop(int depth) {
        if (depth == 0) {
            return;
        }
        String label = "loop" + labels++;
        int counter = -8 * depth - 16;
        line("*(u64 *)(r10 %d) = %d\n%s:", counter, random.nextInt(1, 30), label);
        statements(random.nextInt(1, 4), depth - 1);
        line("r1 = *(u64 *)(r10 %d)\nr1 += -1\n*(u64 *)(r10 %d) = r1\nif r1 != 0 goto %s", counter, counter, label);
    }

    private void map() {
        String name = any("a", "h", "p");
        line("r1 = r%d\nr1 &= 3\n*(u32 *)(r10 -4) = r1\nr1 = map[%s]\nr2 = r10\nr2 += -4", value(), name);
        switch (random.nextInt(3)) {
            case 0 -> line("*(u64 *)(r10 -16) = r%d\nr3 = r10\nr3 += -16\nr4 = 0\ncall bpf_map_update_elem", value());
            case 1 -> line("call bpf_map_delete_elem");
            default -> {
                String label = "miss" + labels++;
                line("call bpf_map_lookup_elem\nif r0 == 0 goto %s\nr1 = *(u64 *)(r0 +0)\nr1 += r%d\n*(u64 *)(r0 +0) = r1\n%s:",
                        label, value(), label);
            }
        }
    }

    private int value() {
        return random.nextInt(6, 9);
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void line(String format, Object... arguments) {
        main.append(format.formatted(arguments)).append('\n');
    }

    /** A recording of three runs of {@code program} on one machine, with the buffer changed in between. */
    static Recording record(TestBench bench, Random random) {
        Region buffer = bench.region("buffer", 5000);
        Recorder recorder = new Recorder(bench.machine(), TestBench.BUDGET);
        for (int run = 0; run < 3; run++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            buffer.put(4080, bytes);
            bench.machine().kernel().cpu(random.nextInt(TestBench.CPUS));
            bench.machine().kernel().clock(random.nextInt(1_000_000));
            recorder.run(Stage.XDP, bench.executable(), 0, buffer.address(4080));
        }
        return recorder.finish();
    }
}
