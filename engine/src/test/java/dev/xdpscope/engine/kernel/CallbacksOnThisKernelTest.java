package dev.xdpscope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.write.BtfWriter;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callbacks and iterators give in the running kernel what they give here. */
class CallbacksOnThisKernelTest {
    /** What programs leave for the test: 8 numbers. */
    private static final MapSpec OUT = TestBench.map("out", MapSpec.ARRAY, 4, 64, 1);

    private static final List<Kfunc> KFUNCS = Stream
            .of("bpf_iter_num_new", "bpf_iter_num_next", "bpf_iter_num_destroy", "bpf_iter_bits_new",
                    "bpf_iter_bits_next", "bpf_iter_bits_destroy", "bpf_rcu_read_lock", "bpf_rcu_read_unlock",
                    "bpf_preempt_disable", "bpf_preempt_enable", "bpf_local_irq_save", "bpf_local_irq_restore")
            .map(name -> TestProgram.kfunc(name, new Kfunc.Binding.Native())).toList();

    private Kernel kernel;

    @BeforeEach
    void permitted() {
        switch (KernelAccess.open()) {
            case KernelAccess.Open(Kernel k) -> kernel = k;
            case KernelAccess.Closed(String why) -> Assumptions.abort("the running kernel cannot be asked: " + why);
        }
        Assumptions.assumeTrue(kernel.types().named("bpf_iter_bits_new").size() > 0,
                "this kernel (" + Kernel.release() + ") has no bpf_iter_bits");
    }

    /** Runs a program here and in the kernel, with {@code entries} in the map m, and compares all that they leave. */
    private String same(String source, MapSpec m, List<BpfMap.Entry> entries) {
        Program program = TestProgram.of(source, KFUNCS, OUT, m);
        TestBench bench = TestBench.of(program);
        Btf none = Btf.parse(new BtfWriter().bytes(), Place.NOWHERE);
        try (KernelMaps maps = kernel.create(List.of(OUT, m), Optional.empty()).value("maps");
                KernelProgram loaded = kernel.load(program, maps.all(), LoadRequest.of(LoadRequest.Hook.XDP, "GPL"),
                        Optional.of(none)).value("load " + source)) {
            for (BpfMap.Entry e : entries) {
                maps.all().get(1).update(e.key(), e.values().getFirst()).value("update");
                assertEquals(0, bench.map(1).update(e.key(), e.values().getFirst(), BpfMap.BPF_ANY, 0));
            }
            loaded.run(new byte[14]).value("run");
            assertEquals(2, bench.r0());
            byte[] there = maps.all().getFirst().lookup(new byte[4]).orElseThrow();
            byte[] here = bench.map(0).entries().getFirst().values().getFirst();
            assertArrayEquals(there, here, () -> source + "\nthere " + HexFormat.of().formatHex(there) + "\nhere  "
                    + HexFormat.of().formatHex(here));
            assertEquals(text(maps.all().get(1).entries()), text(bench.map(1).entries()), source);
            return HexFormat.of().formatHex(here);
        }
    }

    private String same(String source) {
        return same(source, TestBench.map("m", MapSpec.ARRAY, 4, 8, 1), List.of());
    }

    private static List<String> text(List<BpfMap.Entry> entries) {
        return entries.stream().map(e -> HexFormat.of().formatHex(e.key()) + "="
                + HexFormat.of().formatHex(e.values().getFirst())).sorted().toList();
    }

    private static final String TURN = """
            turn:
            r3 = *(u64 *)(r2 +0)
            r3 *= 3
            r3 += r1
            *(u64 *)(r2 +0) = r3
            r0 = 0
            if r1 != %d goto on
            r0 = 1
            on: exit
            """;

    @ParameterizedTest
    @CsvSource({"0,5,0", "1,0,0", "1,5,0", "6,5,0", "7,5,0", "8388608,50,0", "8388609,50,0", "4294967296,5,0",
        "4294967297,5,0", "-1,5,0", "3,7,1", "8388609,5,1"})
    void loops(long count, long stop, long flags) {
        same("""
                *(u64 *)(r10 -8) = 1
                r1 = %d ll
                r2 = subprog[turn]
                r3 = r10
                r3 += -8
                r4 = %d
                call bpf_loop
                r1 = map[out][0]
                *(u64 *)(r1 +0) = r0
                r0 = *(u64 *)(r10 -8)
                *(u64 *)(r1 +8) = r0
                r0 = 2
                exit
                """.formatted(count, flags) + TURN.formatted(stop));
    }

    @Test
    void aLoopInALoop() {
        String left = same("""
                *(u64 *)(r10 -8) = 1
                r1 = 5
                r2 = subprog[outer]
                r3 = r10
                r3 += -8
                r4 = 0
                call bpf_loop
                r1 = map[out][0]
                *(u64 *)(r1 +0) = r0
                r0 = *(u64 *)(r10 -8)
                *(u64 *)(r1 +8) = r0
                r0 = 2
                exit
                outer:
                r6 = r2
                r1 += 1
                r3 = r2
                r2 = subprog[turn]
                r4 = 0
                call bpf_loop
                r1 = *(u64 *)(r6 +0)
                r1 += r0
                *(u64 *)(r6 +0) = r1
                r0 = 0
                exit
                """ + TURN.formatted(2));
        assertTrue(left.startsWith("05"), left);
    }

    private static final String VISIT = """
            *(u64 *)(r10 -8) = 0
            *(u64 *)(r10 -16) = 0
            r1 = map[m]
            r2 = subprog[visit]
            r3 = r10
            r3 += -16
            r4 = 0
            call bpf_for_each_map_elem
            r1 = map[out][0]
            *(u64 *)(r1 +0) = r0
            r0 = *(u64 *)(r10 -16)
            *(u64 *)(r1 +8) = r0
            r0 = *(u64 *)(r10 -8)
            *(u64 *)(r1 +16) = r0
            r0 = 2
            exit
            visit:
            r6 = *(u32 *)(r2 +0)
            r7 = *(u64 *)(r3 +0)
            r8 = *(u64 *)(r4 +0)
            r8 += r6
            *(u64 *)(r4 +0) = r8
            r8 = *(u64 *)(r4 +8)
            r8 += r7
            *(u64 *)(r4 +8) = r8
            r7 *= 5
            r7 += r6
            *(u64 *)(r3 +0) = r7
            r7 &= %d
            if r7 != 0 goto keep
            call bpf_map_delete_elem
            keep:
            r0 = 0
            exit
            """;

    @ParameterizedTest
    @CsvSource({"1", "2", "9"})
    void visits(int type) {
        Random random = new Random(type);
        for (int i = 0; i < 30; i++) {
            List<BpfMap.Entry> entries = new ArrayList<>();
            for (int n = random.nextInt(12); n > 0; n--) {
                int key = random.nextInt(16);
                entries.removeIf(e -> e.key()[0] == key);
                entries.add(new BpfMap.Entry(KernelMaps.number(key), List.of(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN).putLong(random.nextLong()).array())));
            }
            same(VISIT.formatted((1 << random.nextInt(4)) - 1), TestBench.map("m", type, 4, 8, 64), entries);
        }
    }

    @ParameterizedTest
    @CsvSource({"3,9", "0,0", "5,4", "-3,2", "2147483647,2147483647", "-2147483648,2147483647", "0,8388609",
        "2147483640,2147483647", "-2147483648,-2147483645"})
    void numbers(int from, int to) {
        same("""
                r6 = 0
                r7 = 0
                r1 = r10
                r1 += -8
                r2 = %d
                r3 = %d
                call bpf_iter_num_new
                r1 = map[out][0]
                *(u64 *)(r1 +0) = r0
                next:
                r1 = r10
                r1 += -8
                call bpf_iter_num_next
                if r0 == 0 goto done
                r1 = *(s32 *)(r0 +0)
                r6 += r1
                r7 += 1
                goto next
                done:
                r1 = r10
                r1 += -8
                call bpf_iter_num_destroy
                r1 = map[out][0]
                *(u64 *)(r1 +8) = r6
                *(u64 *)(r1 +16) = r7
                r0 = 2
                exit
                """.formatted(from, to));
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "1,-9223372036854775808", "1,-1", "2,0", "2,36028797018963968", "2,-1",
        "3,81985529216486895",
        "0,5", "512,7"})
    void bits(int words, long word) {
        same("""
                r6 = 0
                r7 = 0
                r1 = %d ll
                *(u64 *)(r10 -48) = r1
                *(u64 *)(r10 -40) = r1
                *(u64 *)(r10 -32) = 1
                r1 = r10
                r1 += -16
                r2 = r10
                r2 += -48
                r3 = %d
                call bpf_iter_bits_new
                r1 = map[out][0]
                *(u64 *)(r1 +0) = r0
                next:
                r1 = r10
                r1 += -16
                call bpf_iter_bits_next
                if r0 == 0 goto done
                r1 = *(s32 *)(r0 +0)
                r6 += r1
                r7 += 1
                goto next
                done:
                r1 = r10
                r1 += -16
                call bpf_iter_bits_destroy
                r1 = map[out][0]
                *(u64 *)(r1 +8) = r6
                *(u64 *)(r1 +16) = r7
                r0 = 2
                exit
                """.formatted(word, words));
    }

    @Test
    void locksThatLockNobodyOut() {
        String left = same("""
                call bpf_rcu_read_lock
                call bpf_rcu_read_unlock
                call bpf_preempt_disable
                call bpf_preempt_enable
                r1 = r10
                r1 += -8
                call bpf_local_irq_save
                r1 = r10
                r1 += -8
                call bpf_local_irq_restore
                r1 = map[out][0]
                *(u64 *)(r1 +0) = 7
                r0 = 2
                exit
                """);
        assertTrue(left.startsWith("07"), left);
    }
}
