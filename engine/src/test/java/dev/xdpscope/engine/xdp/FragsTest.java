package dev.xdpscope.engine.xdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Packets in several buffers: 3520 bytes in the first, then pages of 4096, with a headroom of 256. {@link PacketOnThisKernelTest}
 * compares with a kernel; what is here holds without one.
 */
class FragsTest {
    private static final int LINEAR = 3520;
    private static final int LENGTH = LINEAR + 4096 + 1000;
    private static final String TAIL = "bpf_xdp_adjust_tail";

    private static String shape(XdpBuff xdp) {
        StringBuilder shape = new StringBuilder().append(xdp.linear());
        for (int i = 0; i < xdp.frags(); i++) {
            shape.append(" + ").append(xdp.shared().frag(i).length());
        }
        return shape.toString();
    }

    private static XdpBench pull(int length) {
        return new XdpBench(TestProgram.of("call bpf_xdp_pull_data\nexit",
                List.of(TestProgram.kfunc("bpf_xdp_pull_data", new Kfunc.Binding.Native()))), 256, length);
    }

    @Test
    void theStructuresAreTheKernels() {
        XdpBench bench = XdpBench.calling("bpf_xdp_get_buff_len", 256, LENGTH);
        assertEquals(LENGTH, bench.call());
        Region buffer = bench.packet();
        assertEquals(1, bench.xdp().flags());
        assertEquals(2, buffer.read(4096 - 320 + 2, 1), "nr_frags");
        assertEquals(5096, buffer.read(4096 - 320 + 36, 4), "xdp_frags_size");
        assertEquals(1000, buffer.read(4096 - 320 + 48 + 16 + 8, 4), "frags[1].len");
        assertEquals(0, buffer.read(4096 - 320 + 48 + 16 + 12, 4), "frags[1].offset");
    }

    @ParameterizedTest
    @CsvSource({"0, 3520 + 4096 + 1000, 0", "-1000, 3520 + 4096, 0", "-1001, 3520 + 4095, 0", "-5096, 3520, 0",
        "-5097, 3519, 0", "-8602, 14, 0", "-8603, 3520 + 4096 + 1000, -22", "3096, 3520 + 4096 + 4096, 0",
        "3097, 3520 + 4096 + 1000, -22", "-2147483648, 3520 + 4096 + 1000, 0"})
    void tail(int delta, String shape, long result) {
        XdpBench bench = XdpBench.calling(TAIL, 256, LENGTH);
        assertEquals(result, bench.call(delta));
        assertEquals(shape, shape(bench.xdp()));
        assertEquals(shape.contains("+"), bench.xdp().hasFrags());
    }

    @ParameterizedTest
    @CsvSource({"0", "8192"})
    void noGrowthWhereTheDriverHasNotSaidHowMuchAFragHas(int each) {
        XdpBench bench = XdpBench.calling(TAIL, 256, LENGTH);
        long rxq = bench.bench().memory().load(bench.xdp().address() + XdpBuff.RXQ, 8, true);
        bench.bench().memory().store(rxq + XdpBuff.RXQ_FRAG_SIZE, 4, each, true);
        assertEquals(-95, bench.call(1));
        assertEquals(0, bench.call(-1));
    }

    @Test
    void aFragThatIsGivenBackIsOutOfReach() {
        XdpBench bench = XdpBench.calling(TAIL, 256, LENGTH);
        Region last = bench.bench().memory().region(bench.xdp().shared().frag(1).page()).orElseThrow();
        assertEquals(1000, last.high());
        assertEquals(0, bench.call(-1000));
        assertEquals(0, last.high());
    }

    @ParameterizedTest
    @CsvSource({"100, 3520 + 4096 + 1000, 0", "3520, 3520 + 4096 + 1000, 0", "3521, 3521 + 4095 + 1000, 0",
        "3736, 3736 + 3880 + 1000, 0", "3737, 3520 + 4096 + 1000, -22", "8617, 3520 + 4096 + 1000, -22"})
    void pullMovesToTheFront(int length, String shape, long result) {
        XdpBench bench = pull(LENGTH);
        byte[] before = bench.xdp().packet().read();
        assertEquals((int) result, (int) bench.call(length));
        assertEquals(shape, shape(bench.xdp()));
        assertArrayEquals(before, bench.xdp().packet().read());
    }

    @Test
    void pullOfEverythingLeavesOneBuffer() {
        XdpBench bench = pull(LINEAR + 100);
        assertEquals(0, bench.call(LINEAR + 100));
        assertFalse(bench.xdp().hasFrags());
        assertEquals("156 156 3776", bench.pointers());
    }

    @Test
    void perfEventOutputTakesBytesOfFrags() {
        Program program = TestProgram.of("""
                r3 = r2
                r2 = map[m]
                *(u16 *)(r10 -2) = 0x0b0a
                r4 = r10
                r4 += -2
                r5 = 2
                call bpf_perf_event_output
                exit
                """, dev.xdpscope.engine.TestBench.map("m", MapSpec.PERF_EVENT_ARRAY, 4, 4, 0));
        XdpBench bench = new XdpBench(program, 256, LENGTH);
        byte[][] sent = new byte[1][];
        bench.bench().machine().listener(e -> {
            if (e instanceof CallEvent.Sent s) {
                sent[0] = s.data();
            }
        });
        assertEquals(-14, bench.call((long) LENGTH + 1 << 32 | 0xffff_ffffL));
        assertEquals(0, bench.call((long) LENGTH << 32 | 0xffff_ffffL));
        assertArrayEquals(bench.xdp().packet().read(), Arrays.copyOfRange(sent[0], 2, 2 + LENGTH));
    }

    @Test
    void aFrameKeepsFrags() {
        XdpBench bench = XdpBench.calling(TAIL, 256, LENGTH);
        byte[] packet = bench.xdp().packet().read();
        assertTrue(XdpFrame.convert(bench.xdp()));
        XdpFrame frame = new XdpFrame(bench.bench().memory(), bench.xdp().hardStart());
        assertEquals(LENGTH, frame.length());
        assertEquals(2, frame.frags());
        assertArrayEquals(packet, frame.packet().read());
        bench.bench().memory().clear(bench.xdp().address(), XdpBuff.SIZE, true);
        frame.restore(bench.xdp());
        assertArrayEquals(packet, bench.xdp().packet().read());
    }

    /** Not what an accepted program can do: a context made up, which must not be worse than a fault. */
    @Test
    void framesThatAreForgedAreFaults() {
        XdpBench bench = XdpBench.calling(TAIL, 256, LENGTH);
        bench.packet().write(4096 - 320 + 48 + 16, 8, 5);
        assertEquals("bpf_xdp_adjust_tail: write of 1 byte through a null pointer plus 1005",
                bench.bench().fault(bench.xdp().address(), 1).what());
        bench.packet().write(4096 - 320 + 2, 1, 255);
        assertTrue(bench.bench().fault(bench.xdp().address(), 1).what().startsWith("bpf_xdp_adjust_tail: "));
    }
}
