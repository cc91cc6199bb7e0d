package dev.xdpscope.engine.xdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.run.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** bpf_xdp_adjust_meta, _head and _tail: limits, order of errors, what moves (net/core/filter.c, 6.12; Linux 6.18). */
class AdjustTest {
    private static final String META = "bpf_xdp_adjust_meta";
    private static final String HEAD = "bpf_xdp_adjust_head";
    private static final String TAIL = "bpf_xdp_adjust_tail";

    private static String bounds(XdpBench bench) {
        return bench.packet().low() + " to " + bench.packet().high();
    }

    /** As observed on Linux 6.18 with a headroom of 256. */
    @Test
    void metadataGrowsInStepsOfFourUpToTheFrameHeader() {
        for (int delta = -4; delta >= -216; delta -= 4) {
            XdpBench bench = XdpBench.calling(META, 256, 60);
            assertEquals(0, bench.call(delta), "delta " + delta);
            assertEquals(256 + delta + " 256 316", bench.pointers());
            assertEquals(256 + delta + " to 316", bounds(bench));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, -13", "-2, -13", "-3, -13", "-220, -22", "-252, -22", "-217, -22", "-2147483648, -22", "4, -22",
        "1, -22"})
    void metadataRefused(int delta, long error) {
        XdpBench bench = XdpBench.calling(META, 256, 60);
        assertEquals(error, bench.call(delta));
        assertEquals("256 256 316", bench.pointers());
    }

    @ParameterizedTest
    @CsvSource({"-252, 0", "-255, -13", "-256, -13", "-260, -13", "-360, -13", "-364, -22"})
    void metadataLengthIsOneByte(int delta, long result) {
        assertEquals(result, XdpBench.calling(META, 400, 60).call(delta));
    }

    @Test
    void metadataGrowsAndShrinks() {
        XdpBench bench = XdpBench.calling(META, 256, 60);
        assertEquals(0, bench.call(-32));
        assertEquals(0, bench.call(8));
        assertEquals("232 256 316", bench.pointers());
        assertEquals(-22, bench.call(28));
        assertEquals(0, bench.call(24));
        assertEquals("256 256 316", bench.pointers());
    }

    @Test
    void onlyTheLowHalfOfTheDeltaCounts() {
        XdpBench bench = XdpBench.calling(META, 256, 60);
        assertEquals(0, bench.call(0xaaaa_aaaa_ffff_fffcL));
        assertEquals("252 256 316", bench.pointers());
    }

    @Test
    void driversWithoutMetadata() {
        XdpBench bench = XdpBench.calling(META, 256, 60);
        long data = bench.xdp().data();
        bench.xdp().point(data + 1, data, data + 60);
        assertEquals(-524, bench.call(-4));
        assertEquals(-524, bench.call(-300));
        assertEquals("256 to 316", bounds(bench));

        XdpBench head = XdpBench.calling(HEAD, 256, 60);
        head.xdp().point(data + 1, data, data + 60);
        assertEquals(0, head.call(-16));
        assertEquals("241 240 316", head.pointers());
    }

    @ParameterizedTest
    @CsvSource({"-216, 0", "-217, -22", "46, 0", "47, -22", "-2147483648, -22", "2147483647, -22"})
    void headWithoutMetadata(int delta, long result) {
        XdpBench bench = XdpBench.calling(HEAD, 256, 60);
        assertEquals(result, bench.call(delta));
        int data = result == 0 ? 256 + delta : 256;
        assertEquals(data + " " + data + " 316", bench.pointers());
        assertEquals(data + " to 316", bounds(bench));
    }

    @ParameterizedTest
    @CsvSource({"-208, 0", "-209, -22", "-4, 0", "4, 0", "46, 0", "47, -22"})
    void headTakesMetadataAlong(int delta, long result) {
        XdpBench bench = XdpBench.calling(HEAD, 256, 60);
        bench.xdp().point(bench.packet().address(248), bench.packet().address(256), bench.packet().address(316));
        bench.packet().put(248, new byte[]{11, 12, 13, 14, 15, 16, 17, 18});
        assertEquals(result, bench.call(delta));
        int data = result == 0 ? 256 + delta : 256;
        assertEquals(data - 8 + " " + data + " 316", bench.pointers());
        assertArrayEquals(new byte[]{11, 12, 13, 14, 15, 16, 17, 18}, bench.packet().bytes(data - 8, 8));
    }

    @ParameterizedTest
    @CsvSource({"-46, 0", "-47, -22", "100, 0", "3440, 0", "3460, 0", "3461, -22", "3500, -22", "2147483647, -22",
        "-2147483648, -22"})
    void tail(int delta, long result) {
        XdpBench bench = XdpBench.calling(TAIL, 256, 60);
        bench.packet().write(316, 8, -1);
        assertEquals(result, bench.call(delta));
        int end = result == 0 ? 316 + delta : 316;
        assertEquals("256 256 " + end, bench.pointers());
        assertEquals("256 to " + end, bounds(bench));
        assertEquals(delta > 0 && result == 0 ? 0 : -1, bench.packet().read(316, 8),
                "grown bytes are zero, others stay");
    }

    @Test
    void theProgramSeesTheNewBoundsOnly() {
        XdpBench bench = new XdpBench(TestProgram.of("""
                r6 = r2
                r2 = -8
                call bpf_xdp_adjust_meta
                *(u64 *)(r6 -8) = 77
                r0 = *(u64 *)(r6 -8)
                *(u8 *)(r6 -9) = 1
                exit
                """), 256, 60);
        Fault fault = bench.bench().fault(bench.xdp().address(), bench.xdp().data());
        assertEquals("write of 1 byte at offset 247 of packet buffer rx 0", fault.what());
        assertEquals("offsets 248 to 316 (data_meta to data_end)", fault.expected());
        assertEquals(77, bench.packet().read(248, 8));
    }

    @ParameterizedTest
    @CsvSource({META, HEAD, TAIL, "bpf_xdp_get_buff_len", "bpf_xdp_load_bytes", "bpf_xdp_store_bytes"})
    void aContextThatIsNoneIsAFault(String helper) {
        TestBench bench = TestBench.of("r1 = 5\nr2 = 0\nr3 = r10\nr3 += -8\nr4 = 4\ncall " + helper + "\nexit");
        assertTrue(bench.fault().what().startsWith(helper + ": read of "), bench.fault().what());
        String forged = """
                r1 = r10
                r1 += -56
                *(u64 *)(r10 -56) = r10
                *(u64 *)(r10 -48) = r10
                *(u64 *)(r10 -40) = r10
                *(u64 *)(r10 -32) = r10
                *(u64 *)(r10 -8) = 4096
                r2 = 0
                call %s
                exit
                """;
        TestBench.of(forged.formatted(helper)).run();
    }
}
