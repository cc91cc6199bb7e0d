package dev.xdpscope.engine.xdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redirect helpers, and copies between packet and program. */
class XdpHelpersTest {
    @ParameterizedTest
    @CsvSource({"7, 0, 4, 7", "0x1ffffffff, 0, 4, 0xffffffff", "7, 1, 0, 0"})
    void redirect(String ifindex, long flags, long verdict, String key) {
        TestBench bench = TestBench.of("call bpf_redirect\nexit");
        assertEquals(verdict, bench.r0(Long.decode(ifindex), flags));
        assertEquals(0, bench.machine().kernel().redirectMap());
        assertEquals(Long.decode(key), bench.machine().kernel().redirectKey());
    }

    /** Two bytes of the program and the packet's first three; the one CPU is 0 and each CPU has a buffer. */
    @ParameterizedTest
    @CsvSource({"0x3ffffffff, 0, 0a0b010203", "0xffffffff, 0, 0a0b", "0, 0, 0a0b", "1, -95, ''", "4, -7, ''",
        "0x40ffffffff, -14, ''", "0x1000000ffffffff, -22, ''"})
    void perfEventOutput(String flags, long result, String sent) {
        XdpBench bench = new XdpBench(TestProgram.of("""
                r3 = r2
                r2 = map[m]
                *(u16 *)(r10 -2) = 0x0b0a
                r4 = r10
                r4 += -2
                r5 = 2
                call bpf_perf_event_output
                exit
                """, TestBench.map("m", MapSpec.PERF_EVENT_ARRAY, 4, 4, 0)), 256, 60);
        StringBuilder out = new StringBuilder();
        bench.bench().machine().listener(e -> {
            if (e instanceof CallEvent.Sent s) {
                out.append(HexFormat.of().formatHex(s.data()));
            }
        });
        assertEquals(result, bench.call(Long.decode(flags)));
        assertEquals(sent, out.toString());
    }

    /** Entry 2 of the map is set; the low two flag bits are the verdict where there is nothing. */
    @ParameterizedTest
    @CsvSource({"2, 0, 4", "2, 2, 4", "0x100000002, 0, 4", "1, 0, 0", "1, 2, 2", "1, 3, 3", "9, 2, 2", "-1, 1, 1",
        "2, 4, 0", "2, 8, 0"})
    void redirectMap(String key, long flags, long verdict) {
        for (int type : new int[]{MapSpec.DEVMAP, MapSpec.CPUMAP, MapSpec.XSKMAP, MapSpec.DEVMAP_HASH}) {
            TestBench bench = TestBench.of(TestProgram.of("r3 = r2\nr2 = r1\nr1 = map[m]\ncall bpf_redirect_map\nexit",
                    TestBench.map("m", type, 4, 4, 4)));
            bench.map(0).update(new byte[]{2, 0, 0, 0}, new byte[]{9, 0, 0, 0}, 0, 0);
            assertEquals(verdict, bench.r0(Long.decode(key), flags));
            assertEquals(verdict == 4 ? bench.map(0).handle().address(0) : 0, bench.machine().kernel().redirectMap());
            assertEquals(verdict == 4 ? 2 : 0, bench.machine().kernel().redirectKey());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 0", "56, 4, 0", "57, 4, -22", "60, 0, 0", "61, 0, -22", "-1, 1, -14", "65536, 1, -14",
        "0, 65536, -14",
        "65535, 1, -22", "0, -1, -14"})
    void loadBytes(long offset, long length, long result) {
        XdpBench bench = XdpBench.calling("bpf_xdp_load_bytes", 256, 60);
        Region buffer = bench.bench().region("buffer", 64);
        assertEquals(result, bench.call(offset, buffer.address(8), length));
        for (int i = 0; i < 64; i++) {
            boolean copied = result == 0 && i >= 8 && i < 8 + length;
            assertEquals(copied ? offset + i - 8 + 1 : 0, buffer.read(i, 1));
        }
    }

    @Test
    void storeBytes() {
        XdpBench bench = XdpBench.calling("bpf_xdp_store_bytes", 256, 60);
        Region buffer = bench.bench().region("buffer", 64);
        buffer.put(0, new byte[]{50, 51, 52});
        assertEquals(0, bench.call(57, buffer.address(0), 3));
        assertArrayEquals(new byte[]{57, 50, 51, 52, 0}, bench.packet().bytes(256 + 56, 5));
        assertEquals(-22, bench.call(58, buffer.address(0), 3));
    }

    @Test
    void helpersCopyOnlyToWhatTheProgramMayWrite() {
        XdpBench bench = XdpBench.calling("bpf_xdp_load_bytes", 256, 60);
        Region readOnly = bench.bench().region(Region.Spec.of(Region.Kind.KERNEL, "skb", 64, ""));
        assertEquals("bpf_xdp_load_bytes: write of 4 bytes to kernel structure skb",
                bench.bench().fault(bench.xdp().address(), 0, readOnly.address(0), 4).what());
    }

    @Test
    void length() {
        assertEquals(60, XdpBench.calling("bpf_xdp_get_buff_len", 256, 60).call());
    }
}
