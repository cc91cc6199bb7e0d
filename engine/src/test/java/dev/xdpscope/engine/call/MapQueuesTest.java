package dev.xdpscope.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helpers of maps whose values have no keys, as programs call them. */
class MapQueuesTest {
    /** Pushes 7 and 8, takes one out, and gives it with what is next above it in bits 63:32. */
    private static final String PUSH_POP_PEEK = """
            r6 = map[m]
            *(u32 *)(r10 -4) = 7
            r1 = r6
            r2 = r10
            r2 += -4
            r3 = 0
            call bpf_map_push_elem
            *(u32 *)(r10 -4) = 8
            r1 = r6
            r2 = r10
            r2 += -4
            r3 = 0
            call bpf_map_push_elem
            r1 = r6
            r2 = r10
            r2 += -8
            call bpf_map_pop_elem
            r1 = r6
            r2 = r10
            r2 += -4
            call bpf_map_peek_elem
            r0 = *(u64 *)(r10 -8)
            exit
            """;

    @ParameterizedTest
    @CsvSource({"22, 7, 8", "23, 8, 7"})
    void queueAndStack(int type, long popped, long next) {
        TestBench bench = TestBench.of(TestProgram.of(PUSH_POP_PEEK, TestBench.map("m", type, 0, 4, 4)));
        List<CallEvent> events = new ArrayList<>();
        bench.machine().listener(events::add);
        assertEquals(popped | next << 32, bench.r0());
        assertEquals(3, events.stream().filter(CallEvent.MapChanged.class::isInstance).count());
    }

    @Test
    void popOfNothingZeroesTheOutput() {
        TestBench bench = TestBench.of(TestProgram.of("""
                *(u64 *)(r10 -8) = -1
                r1 = map[m]
                r2 = r10
                r2 += -8
                call bpf_map_pop_elem
                r1 = *(u64 *)(r10 -8)
                r0 -= r1
                exit
                """, TestBench.map("m", MapSpec.QUEUE, 0, 8, 4)));
        assertEquals(-2, bench.r0());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4, bpf_map_push_elem, cannot pass map_type 1 into func bpf_map_push_elem#87",
        "22, 0, bpf_map_lookup_elem, cannot pass map_type 22 into func bpf_map_lookup_elem#1",
        "30, 0, bpf_map_pop_elem, cannot pass map_type 30 into func bpf_map_pop_elem#88",
        "16, 4, bpf_map_lookup_elem, cannot pass map_type 16 into func bpf_map_lookup_elem#1",
        "14, 4, bpf_map_update_elem, cannot pass map_type 14 into func bpf_map_update_elem#2",
    })
    void mapsThatAHelperCannotTake(int type, int keySize, String helper, String says) {
        String fault = TestBench.of(TestProgram.of(
                "*(u64 *)(r10 -8) = 0\nr1 = map[m]\nr2 = r10\nr2 += -8\nr3 = r2\nr4 = 0\ncall " + helper + "\nexit",
                TestBench.map("m", type, keySize, 8, 4))).fault().toString();
        assertTrue(fault.contains(says), fault);
    }
}
