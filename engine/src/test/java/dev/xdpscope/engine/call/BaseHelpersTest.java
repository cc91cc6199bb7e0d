package dev.xdpscope.engine.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps, clocks, random numbers, kernel memory and the trace pipe as a program calls them. */
class BaseHelpersTest {
    @Test
    void mapsFromAProgram() {
        TestBench bench = TestBench.of(TestProgram.of("""
                r6 = map[m]
                *(u32 *)(r10 -4) = 7
                *(u64 *)(r10 -16) = 1234
                r1 = r6
                r2 = r10
                r2 += -4
                r3 = r10
                r3 += -16
                r4 = 0
                call bpf_map_update_elem
                r1 = r6
                r2 = r10
                r2 += -4
                call bpf_map_lookup_elem
                r7 = *(u64 *)(r0 +0)
                r1 = r6
                r2 = r10
                r2 += -4
                call bpf_map_delete_elem
                r1 = r6
                r2 = r10
                r2 += -4
                call bpf_map_lookup_elem
                r0 += r7
                exit
                """, TestBench.map("m", MapSpec.HASH, 4, 8, 2)));
        List<CallEvent> events = new ArrayList<>();
        bench.machine().listener(events::add);
        assertEquals(1234, bench.r0());
        assertEquals(2, events.stream().filter(e -> e instanceof CallEvent.MapChanged).count());
        assertEquals(4, events.stream().filter(e -> e instanceof CallEvent.Returned).count());
    }

    @Test
    void keysMayLieInThePacket() {
        TestBench bench = TestBench.of(TestProgram.of("r2 = r1\nr1 = map[m]\ncall bpf_map_lookup_elem\nexit",
                TestBench.map("m", MapSpec.ARRAY, 4, 8, 4)));
        Region packet = bench.region(Region.Spec.of(Region.Kind.PACKET, "rx 0", 4096, "").writable());
        packet.bound(256, 300);
        packet.write(296, 4, 3);
        assertEquals(bench.map(0).values().address(24), bench.r0(packet.address(296)));
        assertEquals("bpf_map_lookup_elem: read of 4 bytes at offset 297 of packet buffer rx 0",
                bench.fault(packet.address(297)).what());
    }

    @ParameterizedTest
    @CsvSource({"bpf_map_lookup_elem", "bpf_map_update_elem", "bpf_map_delete_elem", "bpf_redirect_map"})
    void whatIsNoMapIsAFault(String helper) {
        TestBench bench = TestBench.of("r1 = r10\ncall " + helper + "\nexit");
        assertEquals(helper + ": r1 is not the address of a map", bench.fault().what());
    }

    @ParameterizedTest
    @CsvSource({"bpf_map_update_elem", "bpf_map_delete_elem"})
    void readOnlyMapsStayAsTheyAre(String helper) {
        MapSpec spec = new MapSpec("m", MapSpec.ARRAY, 4, 8, 1, MapSpec.RDONLY_PROG, Optional.empty(), Optional.empty(),
                Optional.empty());
        TestBench bench =
                TestBench.of(TestProgram.of("r1 = map[m]\nr2 = r10\nr2 += -8\ncall " + helper + "\nexit", spec));
        assertEquals(helper + ": change of read-only map m", bench.fault().what());
    }

    @Test
    void clocksTickOncePerInstruction() {
        TestBench bench = TestBench.of("call bpf_ktime_get_ns\nr6 = r0\ncall bpf_ktime_get_tai_ns\nr0 -= r6\nexit");
        bench.machine().kernel().clock(1_000_000);
        bench.machine().kernel().taiOffset(37);
        assertEquals(39, bench.r0());
        assertEquals(1_000_001, bench.machine().register(6));
    }

    @Test
    void randomNumbersFollowTheSeed() {
        TestBench bench =
                TestBench.of("call bpf_get_prandom_u32\nr6 = r0\ncall bpf_get_prandom_u32\nr0 <<= 32\nr0 |= r6\nexit");
        bench.machine().kernel().seed(1);
        long first = bench.r0();
        assertNotEquals(first, bench.r0());
        bench.machine().kernel().seed(1);
        assertEquals(first, bench.r0());
    }

    @Test
    void kernelMemoryIsCopiedOrTheDestinationZeroed() {
        TestBench bench = TestBench.of("call bpf_probe_read_kernel\nexit");
        Region kernel = bench.region(Region.Spec.of(Region.Kind.KERNEL, "skb", 16, ""));
        Region buffer = bench.region("buffer", 16);
        kernel.put(4, new byte[]{1, 2, 3, 4});
        buffer.put(0, new byte[]{9, 9, 9, 9, 9, 9});
        assertEquals(0, bench.r0(buffer.address(0), 4, kernel.address(4)));
        assertArrayEquals(new byte[]{1, 2, 3, 4, 9, 9}, bench.memory().read(buffer.address(0), 6, true));
        for (long bad : new long[]{0, -1, kernel.address(13), kernel.address(-1)}) {
            buffer.put(0, new byte[]{9, 9, 9, 9, 9, 9});
            assertEquals(bad == 0 ? -34 : -14, bench.r0(buffer.address(0), 4, bad));
            assertArrayEquals(new byte[]{0, 0, 0, 0, 9, 9}, buffer.bytes(0, 6));
        }
        assertEquals("bpf_probe_read_kernel: write of 4 bytes to kernel structure skb",
                bench.fault(kernel.address(0), 4, buffer.address(0)).what());
    }

    /** A format, the third to fifth argument, and the line; empty for -EINVAL. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            plain, 0, 0, 0, plain
            %d %i %u, -1, -2, -1, -1 -2 4294967295
            %ld %lld %lu, -1, -2, -1, -1 -2 18446744073709551615
            %x %X %lx, 255, 255, -1, ff FF ffffffffffffffff
            %02x:%02x, 10, 200, 0, 0a:c8
            [%5d][%-5d][%05d], -42, -42, -42, "[  -42][-42  ][-0042]"
            [%+d][% d], 7, 7, 0, "[+7][ 7]"
            [%c%c], 72, 105, 0, [Hi]
            %p, 4096, 0, 0, 0000000000001000
            %px.%pK, 1, 2, 0, 0000000000000001.0000000000000002
            100%% %d, 5, 0, 0, 100% 5
            [%s], 0, 0, 0, []
            "line\n", 0, 0, 0, line
            %d %d %d %d, 1, 2, 3, ""
            %, 0, 0, 0, ""
            %5, 0, 0, 0, ""
            %l, 0, 0, 0, ""
            %llld, 0, 0, 0, ""
            %lc, 0, 0, 0, ""
            %f, 0, 0, 0, ""
            %5%, 0, 0, 0, ""
            %sabc, 0, 0, 0, ""
            %s1, 0, 0, 0, ""
            a\u001cb, 0, 0, 0, ""
            %pI4|%pi4, 0, 0, 0, 0.0.0.0|000.000.000.000
            %pI6c|%d, 0, 5, 0, 0000:0000:0000:0000:0000:0000:0000:0000|5
            %pI5, 0, 0, 0, ""
            %pa, 0, 0, 0, ""
            [%20ps], -1, 0, 0, [  0xffffffffffffffff]
            [%20pB], -1, 0, 0, [0xffffffffffffffff]
            [%5s][%-5c], 0, 65, 0, "[     ][A    ]"
            café, 0, 0, 0, café
            [%pI4é×], 0, 0, 0, [0.0.0.0×]
            """)
    void tracePipe(String format, long a, long b, long c, String line) {
        TestBench bench = TestBench.of("call bpf_trace_printk\nexit");
        Region text = bench.region("format", 64);
        byte[] bytes = format.replace("\\n", "\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        text.put(0, bytes);
        List<String> lines = lines(bench);
        long result = bench.r0(text.address(0), bytes.length + 1, a, b, c);
        assertEquals(line.isEmpty() ? List.of() : List.of(line), lines);
        assertEquals(line.isEmpty() ? -22 : line.length() + (format.endsWith("\n") ? 1 : 0), result);
    }

    @Test
    void formatsNeedAFinalZero() {
        TestBench bench = TestBench.of("call bpf_trace_printk\nexit");
        Region text = bench.region("format", 8);
        text.put(0, new byte[]{'a', 'b', 'c', 0});
        assertEquals(-22, bench.r0(text.address(0), 3));
        assertEquals(3, bench.r0(text.address(0), 4));
        assertEquals(-22, bench.r0(text.address(0), 0));
    }

    @Test
    void linesAndFieldsHaveALimit() {
        TestBench bench = TestBench.of("call bpf_trace_printk\nexit");
        Region text = bench.region("format", 64);
        text.put(0, "%5000d%-999d%s".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        List<String> lines = lines(bench);
        assertEquals(5000 + 999 + 14, bench.r0(text.address(0), 64, 1, 2, text.address(0)));
        assertEquals("", lines.getFirst(), "blanks at the end of a line are not shown");
    }

    @Test
    void stringsFromAnywhereReadable() {
        TestBench bench = TestBench.of("call bpf_trace_printk\nexit");
        Region text = bench.region("format", 8);
        text.put(0, new byte[]{'<', '%', 's', '>', 0, 'x', 'y', 'z'});
        List<String> lines = lines(bench);
        bench.r0(text.address(0), 5, text.address(1));
        bench.r0(text.address(0), 5, text.address(5));
        bench.r0(text.address(0), 5, 77);
        assertEquals(List.of("<%s>>", "<>", "<>"), lines);
    }

    private static List<String> lines(TestBench bench) {
        List<String> lines = new ArrayList<>();
        bench.machine().listener(event -> {
            if (event instanceof CallEvent.Printed printed) {
                lines.add(printed.text());
            }
        });
        return lines;
    }
}
