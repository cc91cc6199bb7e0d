package dev.xdpscope.engine.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ring buffer helpers as programs call them. */
class RecordHelpersTest {
    private static final MapSpec RING = TestBench.map("ring", MapSpec.RINGBUF, 0, 0, 4096);

    @Test
    void reservedAndSubmitted() {
        List<CallEvent> events = new ArrayList<>();
        TestBench bench = TestBench.of(TestProgram.of("""
                r1 = map[ring]
                r2 = 8
                r3 = 0
                call bpf_ringbuf_reserve
                if r0 == 0 goto pc+5
                *(u64 *)(r0 +0) = 0x01020304
                r1 = r0
                r2 = 0
                call bpf_ringbuf_submit
                r0 = 1
                exit
                """, RING));
        bench.machine().listener(events::add);
        assertEquals(1, bench.r0());
        assertArrayEquals(new byte[]{4, 3, 2, 1, 0, 0, 0, 0}, sent(events));
    }

    @Test
    void outputAndQuery() {
        List<CallEvent> events = new ArrayList<>();
        TestBench bench = TestBench.of(TestProgram.of("""
                r6 = map[ring]
                *(u32 *)(r10 -4) = 9
                r1 = r6
                r2 = r10
                r2 += -4
                r3 = 4
                r4 = 0
                call bpf_ringbuf_output
                r7 = r0
                r1 = r6
                r2 = 0
                call bpf_ringbuf_query
                r0 += r7
                exit
                """, RING));
        bench.machine().listener(events::add);
        assertEquals(16, bench.r0());
        assertArrayEquals(new byte[]{9, 0, 0, 0}, sent(events));
    }

    @Test
    void aFullRingRefuses() {
        assertEquals(0, TestBench.of(TestProgram.of(
                "r1 = map[ring]\nr2 = 4088\nr3 = 0\ncall bpf_ringbuf_reserve\nexit", RING)).r0());
        assertEquals(-22, TestBench.of(TestProgram.of(
                "r1 = map[ring]\nr2 = r10\nr3 = 0\nr4 = 4\ncall bpf_ringbuf_output\nexit", RING)).r0());
    }

    @Test
    void onlyReservedRecordsAreSubmittedAndOnlyOnce() {
        String fault = TestBench.of(TestProgram.of("""
                r1 = map[ring]
                r2 = 8
                r3 = 0
                call bpf_ringbuf_reserve
                r6 = r0
                r1 = r6
                r2 = 0
                call bpf_ringbuf_submit
                r1 = r6
                r2 = 0
                call bpf_ringbuf_discard
                exit
                """, RING)).fault().toString();
        assertTrue(fault.contains("not a reserved record"), fault);
    }

    private static byte[] sent(List<CallEvent> events) {
        return events.stream().filter(CallEvent.Sent.class::isInstance).map(e -> ((CallEvent.Sent) e).data())
                .findFirst().orElseThrow();
    }
}
