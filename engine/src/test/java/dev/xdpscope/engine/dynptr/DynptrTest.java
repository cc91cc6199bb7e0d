package dev.xdpscope.engine.dynptr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.run.Fault;
import dev.xdpscope.engine.xdp.XdpBench;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Dynptrs: what they are made of, records of ring buffers, and misuse. {@code PacketOnThisKernelTest} compares the rest with a
 * kernel.
 */
class DynptrTest {
    private static final MapSpec RING = TestBench.map("ring", MapSpec.RINGBUF, 0, 0, 4096);
    private static final MapSpec VALUE = TestBench.map("value", MapSpec.ARRAY, 4, 64, 1);

    private static XdpBench bench(String source, String... kfuncs) {
        List<Kfunc> table =
                Stream.of(kfuncs).map(k -> TestProgram.kfunc(k, new Kfunc.Binding.Native())).toList();
        return new XdpBench(TestProgram.of(source, table, RING, VALUE), 256, 9000);
    }

    private static Fault fault(XdpBench bench) {
        return bench.bench().fault(bench.xdp().address());
    }

    private static long run(XdpBench bench) {
        return bench.bench().r0(bench.xdp().address());
    }

    @Test
    void itsStructureIsTheKernels() {
        assertEquals(4L << 28 | 9000 - 100, run(bench("""
                r2 = 0
                r3 = r10
                r3 += -16
                call bpf_dynptr_from_xdp
                r1 = r10
                r1 += -16
                r2 = 100
                r3 = 9000
                call bpf_dynptr_adjust
                r0 = *(u32 *)(r10 -8)
                exit
                """, "bpf_dynptr_from_xdp", "bpf_dynptr_adjust")));
    }

    /** Reserve, write 8 bytes into it, cut it to 4 bytes and submit: the record is a whole one all the same. */
    @Test
    void aRecordOfARingBuffer() {
        XdpBench bench = bench("""
                *(u64 *)(r10 -8) = 0x11223344
                r1 = map[ring]
                r2 = 12
                r3 = 0
                r4 = r10
                r4 += -24
                call bpf_ringbuf_reserve_dynptr
                if r0 != 0 goto end
                r1 = r10
                r1 += -24
                r2 = 4
                r3 = r10
                r3 += -8
                r4 = 8
                r5 = 0
                call bpf_dynptr_write
                if r0 != 0 goto end
                r1 = r10
                r1 += -24
                r2 = 8
                r3 = 12
                call bpf_dynptr_adjust
                if r0 != 0 goto end
                r1 = r10
                r1 += -24
                r2 = 0
                call bpf_ringbuf_submit_dynptr
                r1 = r10
                r1 += -24
                call bpf_dynptr_is_null
                end:
                exit
                """, "bpf_dynptr_adjust", "bpf_dynptr_is_null");
        List<String> sent = new ArrayList<>();
        bench.bench().machine().listener(e -> {
            if (e instanceof CallEvent.Sent s) {
                sent.add(HexFormat.of().formatHex(s.data()));
            }
        });
        assertEquals(1, run(bench), "it is a null dynptr afterwards");
        assertEquals(List.of("000000004433221100000000"), sent);
    }

    /** Too large for the ring, for any dynptr, or with flags; a null dynptr may be given back without effect. */
    @ParameterizedTest
    @CsvSource({"4096, 0, -22", "0x1000000, 0, -7", "8, 1, -22", "0x1000000, 1, -22"})
    void aRecordThatIsRefused(String size, int flags, long error) {
        assertEquals(error, run(bench("""
                r1 = map[ring]
                r2 = %s
                r3 = %d
                r4 = r10
                r4 += -16
                call bpf_ringbuf_reserve_dynptr
                r6 = r0
                r1 = r10
                r1 += -16
                r2 = 0
                call bpf_ringbuf_discard_dynptr
                r0 = r6
                exit
                """.formatted(size, flags))));
    }

    @Test
    void whatIsNoDynptrIsAFault() {
        Fault fault = fault(bench("""
                r1 = r10
                r1 += -16
                *(u64 *)(r10 -16) = 5
                *(u64 *)(r10 -8) = 7
                r2 = 0
                r3 = 1
                call bpf_dynptr_data
                exit
                """));
        assertEquals("bpf_dynptr_data: r1 points to no initialized dynptr", fault.what());
    }

    @Test
    void aDynptrIsOnTheStackAtAMultipleOfEight() {
        String expected = "16 bytes of the program's stack, at a multiple of 8";
        assertEquals(expected, fault(bench("r3 = r10\nr3 += -20\nr2 = 0\ncall bpf_dynptr_from_xdp\nexit",
                "bpf_dynptr_from_xdp")).expected());
        assertEquals(expected, fault(bench("r3 = r1\nr2 = 0\ncall bpf_dynptr_from_xdp\nexit",
                "bpf_dynptr_from_xdp")).expected());
    }

    /** As the verifier says: "Unsupported reg type fp for bpf_dynptr_from_mem data". */
    @Test
    void memoryOfADynptrIsAMapValues() {
        assertEquals("bpf_dynptr_from_mem: r1 is not in a map value", fault(bench("""
                r1 = r10
                r1 += -32
                r2 = 8
                r3 = 0
                r4 = r10
                r4 += -16
                call bpf_dynptr_from_mem
                exit
                """)).what());
    }

    @Test
    void aRecordIsGivenBackOnce() {
        assertEquals("bpf_ringbuf_submit_dynptr: r1 is not a reserved record of a ring buffer", fault(bench("""
                r1 = map[ring]
                r2 = 12
                r3 = 0
                r4 = r10
                r4 += -16
                call bpf_ringbuf_reserve_dynptr
                r1 = r10
                r1 += -16
                r2 = r10
                r2 += -32
                call bpf_dynptr_clone
                r1 = r10
                r1 += -16
                r2 = 0
                call bpf_ringbuf_submit_dynptr
                r1 = r10
                r1 += -32
                r2 = 0
                call bpf_ringbuf_submit_dynptr
                exit
                """, "bpf_dynptr_clone")).what());
    }
}
