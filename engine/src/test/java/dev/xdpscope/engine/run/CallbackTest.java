package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** bpf_loop and bpf_for_each_map_elem: kernel/bpf/bpf_iter.c, arraymap.c, hashtab.c. */
class CallbackTest {
    /** Sums the indexes below r1 on the stack; stops at index 50. */
    private static final String LOOP = """
            r6 = 6
            r9 = 9
            *(u64 *)(r10 -8) = 0
            r4 = r2
            r2 = subprog[turn]
            r3 = r10
            r3 += -8
            call bpf_loop
            if r6 != 6 goto bad
            if r9 != 9 goto bad
            r1 = *(u64 *)(r10 -8)
            r1 <<= 32
            r0 |= r1
            exit
            bad: r0 = -1
            exit
            turn:
            r6 = 100
            r9 = 100
            r0 = *(u64 *)(r2 +0)
            r0 += r1
            *(u64 *)(r2 +0) = r0
            r0 = 0
            if r1 != 50 goto on
            r0 = 1
            on: exit
            """;

    @ParameterizedTest
    @CsvSource({"0,0,0", "1,1,0", "2,2,1", "50,50,1225", "51,51,1275", "52,51,1275", "8388608,51,1275"})
    void theCallbackGetsTheNumberOfTheTurnUntilItReturnsOne(long count, long turns, long sum) {
        assertEquals(sum << 32 | turns, TestBench.of(LOOP).r0(count));
    }

    @Test
    void tooManyTurnsAndFlagsAreErrors() {
        assertEquals(0xffff_fff9L, TestBench.of(LOOP).r0((8 << 20) + 1), "-E2BIG, of 32 bits");
        assertEquals(0xffff_fff9L, TestBench.of(LOOP).r0(1L << 32));
        assertEquals(-22, TestBench.of(LOOP).r0(1, 1));
    }

    @Test
    void theHelperReturnsOnceAndIsOneCallForWhoeverListens() {
        TestBench bench = TestBench.of(LOOP);
        List<CallEvent> told = new ArrayList<>();
        bench.machine().listener(told::add);
        bench.r0(3);
        assertEquals(List.of(new CallEvent.Returned("bpf_loop", 3)), told);
    }

    @Test
    void callbacksNestAndCountAsFrames() {
        String nested = """
                *(u64 *)(r10 -8) = 0
                r1 = 3
                r2 = subprog[outer]
                r3 = r10
                r3 += -8
                r4 = 0
                call bpf_loop
                r0 = *(u64 *)(r10 -8)
                exit
                outer:
                r3 = r2
                r1 += 1
                r2 = subprog[inner]
                r4 = 0
                call bpf_loop
                r0 = 0
                exit
                inner:
                r0 = *(u64 *)(r2 +0)
                r0 *= 10
                r0 += r1
                *(u64 *)(r2 +0) = r0
                r0 = 0
                exit
                """;
        assertEquals(1012, TestBench.of(nested).r0(), "turns 0, 0 1, 0 1 2 in one number");
        String deep = """
                r1 = 1
                r2 = subprog[again]
                r3 = 0
                r4 = 0
                call bpf_loop
                exit
                again:
                r1 = 1
                r2 = subprog[again]
                r3 = 0
                r4 = 0
                call bpf_loop
                r0 = 0
                exit
                """;
        TestBench bench = TestBench.of(deep);
        assertEquals("the call stack of 9 frames is too deep", bench.fault().what());
        assertEquals(7, bench.machine().depth());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r1 = 1;r2 = 7;r3 = 0;r4 = 0;call bpf_loop;exit               | bpf_loop: r2 holds no function's address
            r1 = 1;r2 = 7;r3 = 0;r4 = 0;call bpf_for_each_map_elem;exit  | bpf_for_each_map_elem: r2 holds no function's address
            r1 = 1;r2 = subprog[f];r3 = 0;r4 = 0;call bpf_for_each_map_elem;exit;f:;exit | bpf_for_each_map_elem: r1 is not the address of a map
            """)
    void whatIsNoFunctionOrNoMapIsAFault(String source, String words) {
        assertEquals(words, TestBench.of(source.replace(';', '\n')).fault().what());
    }

    /** Adds key and value of each element, and the number of elements times 2^32; r1 is a key to stop at. */
    private static String walk(String also) {
        return """
                *(u64 *)(r10 -8) = 0
                *(u64 *)(r10 -16) = r1
                r4 = r2
                r1 = map[m]
                r2 = subprog[visit]
                r3 = r10
                r3 += -16
                call bpf_for_each_map_elem
                r1 = r0
                r1 <<= 32
                r0 = *(u64 *)(r10 -8)
                r0 += r1
                exit
                visit:
                r6 = *(u32 *)(r2 +0)
                r7 = *(u64 *)(r3 +0)
                r8 = r4
                r7 += r6
                r0 = *(u64 *)(r8 +8)
                r0 += r7
                *(u64 *)(r8 +8) = r0
                %s
                r1 = *(u64 *)(r8 +0)
                r0 = 1
                if r6 == r1 goto stop
                r0 = 0
                stop: exit
                """.formatted(also);
    }

    private static byte[] key(int key) {
        return new byte[]{(byte) key, (byte) (key >> 8), 0, 0};
    }

    private static byte[] value(long value) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    private static TestBench bench(int type, String also) {
        return TestBench.of(TestProgram.of(walk(also), TestBench.map("m", type, 4, 8, 10)));
    }

    @ParameterizedTest
    @ValueSource(ints = {MapSpec.ARRAY, MapSpec.HASH, MapSpec.LRU_HASH, MapSpec.PERCPU_ARRAY, MapSpec.PERCPU_HASH,
        MapSpec.LRU_PERCPU_HASH})
    void everyElementIsVisitedWithTheValueOfThisCpu(int type) {
        TestBench bench = bench(type, "");
        boolean array = type == MapSpec.ARRAY || type == MapSpec.PERCPU_ARRAY;
        assertEquals(array ? 10L << 32 | 45 : 0, bench.r0(99));
        for (int i = 1; i < 5; i++) {
            bench.map(0).update(key(i), value(100 * i), BpfMap.BPF_ANY, 2);
        }
        bench.machine().kernel().cpu(2);
        assertEquals(array ? 10L << 32 | 1045 : 4L << 32 | 1010, bench.r0(99));
        assertEquals(array ? 4L << 32 | 606 : 3L << 32 | 606, bench.r0(3), "stopped at key 3");
        assertEquals(-22L << 32, bench.r0(99, 1));
        bench.machine().kernel().cpu(0);
        boolean own = type == MapSpec.PERCPU_ARRAY || type == MapSpec.PERCPU_HASH || type == MapSpec.LRU_PERCPU_HASH;
        assertEquals(own ? array ? 10L << 32 | 45 : 4L << 32 | 10 : array ? 10L << 32 | 1045 : 4L << 32 | 1010,
                bench.r0(99));
    }

    @Test
    void theElementThatIsVisitedCanBeDeleted() {
        TestBench bench = bench(MapSpec.HASH, "r1 = map[m]\ncall bpf_map_delete_elem");
        for (int i = 0; i < 10; i++) {
            bench.map(0).update(key(3 * i), value(i), BpfMap.BPF_ANY, 0);
        }
        assertEquals(10L << 32 | 180, bench.r0(99));
        assertTrue(bench.map(0).entries().isEmpty());
    }

    @Test
    void whatIsPutInWhileVisitingEndsWithTheMapsPlaces() {
        // Each visit puts in the key plus 1: as many as there is room for.
        TestBench bench = bench(MapSpec.HASH, """
                r6 += 1
                *(u32 *)(r10 -4) = r6
                *(u64 *)(r10 -16) = r6
                r1 = map[m]
                r2 = r10
                r2 += -4
                r3 = r10
                r3 += -16
                r4 = 0
                call bpf_map_update_elem
                r6 = 0""");
        bench.map(0).update(key(0), value(0), BpfMap.BPF_ANY, 0);
        assertEquals(10L << 32 | 90, bench.r0(99));
        assertEquals(10, bench.map(0).entries().size());
    }

    @Test
    void keysAreReadOnlyAndNoLongerThanTheyAre() {
        assertEquals("write of 4 bytes to map key m", bench(MapSpec.ARRAY, "*(u32 *)(r2 +0) = 1").fault(99).what());
        assertTrue(bench(MapSpec.ARRAY, "r0 = *(u64 *)(r2 +0)").fault(99).what().startsWith("read of 8 bytes"));
        assertTrue(bench(MapSpec.ARRAY, "r0 = *(u8 *)(r2 +4)").fault(99).what().startsWith("read of 1 byte"));
    }

    @Test
    void aWalkInsideAWalkHasKeysOfItsOwn() {
        TestBench bench = bench(MapSpec.ARRAY, """
                r9 = r2
                r1 = map[m]
                r2 = subprog[nothing]
                r3 = 0
                r4 = 0
                call bpf_for_each_map_elem
                r6 = *(u32 *)(r9 +0)
                goto +3
                nothing:
                r0 = 0
                exit
                exit""");
        assertEquals(4L << 32 | 6, bench.r0(3));
    }

    @ParameterizedTest
    @CsvSource({"11,callback function not allowed for map", "14,cannot pass map_type 14 into func",
        "22,cannot pass map_type 22 into func"})
    void otherMapsAreRefused(int type, String words) {
        int key = type == MapSpec.QUEUE ? 0 : type == MapSpec.LPM_TRIE ? 8 : 4;
        MapSpec spec = new MapSpec("m", type, key, type == MapSpec.DEVMAP ? 4 : 8, 10,
                type == MapSpec.LPM_TRIE ? MapSpec.NO_PREALLOC : 0, java.util.Optional.empty(),
                java.util.Optional.empty(), java.util.Optional.empty());
        String what = TestBench.of(TestProgram.of(walk(""), spec)).fault(99).what();
        assertTrue(what.startsWith("bpf_for_each_map_elem: " + words), what);
    }

    @Test
    void theRunIsTheSameInstructionByInstruction() {
        TestBench bench = bench(MapSpec.HASH, "r1 = map[m]\ncall bpf_map_delete_elem");
        for (int i = 0; i < 6; i++) {
            bench.map(0).update(key(i), value(i), BpfMap.BPF_ANY, 0);
        }
        Machine machine = bench.machine();
        machine.enter(bench.executable(), 0, 4);
        List<MachineSnapshot> states = new ArrayList<>();
        while (machine.outcome().isEmpty()) {
            states.add(machine.snapshot());
            Interpreter.run(machine, machine.steps() + 1);
        }
        Outcome outcome = machine.outcome().orElseThrow();
        for (MachineSnapshot state : states.reversed()) {
            machine.restore(state);
            assertArrayEquals(state.registers(), java.util.stream.IntStream.range(0, 11)
                    .mapToLong(machine::register).toArray());
            Interpreter.run(machine, TestBench.BUDGET);
            assertEquals(outcome, machine.outcome().orElseThrow());
            assertEquals(1, bench.map(0).entries().size(), "key 5 is not visited");
        }
    }
}
