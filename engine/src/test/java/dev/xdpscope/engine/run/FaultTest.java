package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops a program, where, and in which words. */
class FaultTest {
    private static final String READ = "r0 = 0\nr0 = *(u32 *)(r1 +0)\nexit";

    private static void assertFault(String what, String expected, Fault fault) {
        assertEquals(what, fault.what());
        assertEquals(expected, fault.expected());
    }

    @ParameterizedTest
    @CsvSource({
        "0, a null pointer", "12, a null pointer plus 12", "-4, a null pointer minus 4",
        "4096, a number that is no pointer",
        "-4096, a number that is no pointer",
        "-9223372036854775808, a number that is no pointer", "0x7fff00001234, a number that is no pointer"
    })
    void numbersAreNoPointers(String address, String described) {
        TestBench bench = TestBench.of(READ);
        Fault fault = bench.fault(ArithmeticTest.number(address));
        assertFault("read of 4 bytes through " + described, "a pointer to memory the program was given", fault);
        assertEquals(1, fault.insn());
        assertEquals(ArithmeticTest.number(address), fault.address().orElseThrow());
    }

    @Test
    void aFaultIsAStepThatChangesNothing() {
        TestBench bench = TestBench.of("r2 = 7\nr2 = *(u64 *)(r1 +0)\nexit");
        bench.fault(0);
        assertEquals(2, bench.machine().steps());
        assertEquals(1, bench.machine().pc());
        assertEquals(7, bench.machine().register(2));
    }

    @ParameterizedTest
    @CsvSource({"-1", "-4", "-4096", "-2147483648", "61", "64", "4096", "2147483647"})
    void beyondEitherEndNamesTheRegion(int offset) {
        TestBench bench = TestBench.of(READ);
        bench.region("before", 64);
        Region region = bench.region("ring", 64);
        bench.region("after", 64);
        assertFault("read of 4 bytes at offset " + offset + " of device memory ring", "offsets 0 to 64",
                bench.fault(region.address(0) + offset));
    }

    @ParameterizedTest
    @CsvSource({"u8, 63", "u16, 62", "u32, 60", "u64, 56"})
    void theLastBytesAreInside(String type, int last) {
        TestBench bench = TestBench.of("r0 = *(" + type + " *)(r1 +0)\nexit");
        Region region = bench.region("ring", 64);
        assertEquals(0, bench.r0(region.address(last)));
        assertTrue(bench.fault(region.address(last + 1)).what().contains(" at offset " + (last + 1) + " "));
    }

    @Test
    void stackOverflowAndUnderflow() {
        assertFault("write of 8 bytes at offset -8 of stack frame of the program", "offsets 0 to 512",
                TestBench.of("*(u64 *)(r10 -520) = 1\nexit").fault());
        assertFault("write of 1 byte at offset 512 of stack frame of the program", "offsets 0 to 512",
                TestBench.of("*(u8 *)(r10 +0) = 1\nexit").fault());
        assertFault("write of 8 bytes at offset 508 of stack frame 1", "offsets 0 to 512",
                TestBench.of("call f\nexit\nf: *(u64 *)(r10 -4) = 1\nexit").fault());
    }

    @Test
    void readOnlyRegions() {
        String write = "*(u8 *)(r1 +3) = 1\nr0 = 0\nexit";
        Region.Spec spec = Region.Spec.of(Region.Kind.KERNEL, "skb", 64, "sk_buff");
        TestBench user = TestBench.of(write);
        assertFault("write of 1 byte to kernel structure skb",
                "memory the program may write: kernel structure is read-only to it",
                user.fault(user.region(spec).address(0)));
        TestBench kernel = TestBench.of(TestProgram.kernel(TestProgram.of(write)));
        assertEquals(0, kernel.r0(kernel.region(spec).address(0)));
    }

    @Test
    void atomicsNeedToWrite() {
        TestBench bench = TestBench.of("r2 = 5\nr2 = atomic64_fetch_add((u64 *)(r1 +0), r2)\nexit");
        Region region = bench.region(Region.Spec.of(Region.Kind.KERNEL, "skb", 64, ""));
        assertEquals("write of 8 bytes to kernel structure skb", bench.fault(region.address(0)).what());
        assertEquals(5, bench.machine().register(2));
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, false", "196, false", "197, true", "0, true"})
    void packetBounds(int offset, boolean refused) {
        TestBench user = TestBench.of(READ);
        TestBench kernel = TestBench.of(TestProgram.kernel(TestProgram.of(READ)));
        for (TestBench bench : new TestBench[]{user, kernel}) {
            Region packet = bench.region(Region.Spec.of(Region.Kind.PACKET, "rx 0", 4096, "").writable());
            packet.bound(100, 200);
            if (refused && bench == user) {
                assertFault("read of 4 bytes at offset " + offset + " of packet buffer rx 0",
                        "offsets 100 to 200 (data_meta to data_end)", bench.fault(packet.address(offset)));
            } else {
                assertEquals(0, bench.r0(packet.address(offset)));
            }
        }
    }

    @Test
    void mapValuesDoNotRunIntoEachOther() {
        MapSpec spec = TestBench.map("counts", MapSpec.ARRAY, 4, 12, 3);
        TestBench bench = TestBench.of(TestProgram.of("r0 = *(u64 *)(r1 +0)\nexit", spec));
        long second = bench.map(0).values().address(16);
        assertEquals(0, bench.r0(second + 4));
        assertFault("read of 8 bytes at offset 21 crosses from one element of map value counts into the next",
                "the 12 bytes of one element", bench.fault(second + 5));
        assertFault("read of 8 bytes at offset 28 crosses from one element of map value counts into the next",
                "the 12 bytes of one element", bench.fault(second + 12));
    }

    @Test
    void mapsThemselvesAreOpaque() {
        TestBench bench = TestBench.of(TestProgram.of("r1 = map[m]\nr0 = *(u64 *)(r1 +0)\nexit",
                TestBench.map("m", MapSpec.HASH, 4, 8, 3)));
        assertFault("read of 8 bytes from map m", "a map value, as bpf_map_lookup_elem returns it", bench.fault());
    }

    @Test
    void bookkeepingOfTheSimulationIsNoMemory() {
        TestBench bench = TestBench.of(TestProgram.kernel(TestProgram.of(READ)));
        Region host = bench.region(Region.Spec.of(Region.Kind.HOST, "index", 64, ""));
        assertEquals("read of 4 bytes through a number that is no pointer", bench.fault(host.address(0)).what());
    }

    @Test
    void readOnlyDataSections() {
        MapSpec rodata = new MapSpec(".rodata", MapSpec.ARRAY, 4, 8, 1, MapSpec.RDONLY_PROG,
                Optional.of(new byte[]{1, 2, 3, 4, 5, 6, 7, 8}), Optional.empty(), Optional.empty());
        assertEquals(0x0807_0605L,
                TestBench.of(TestProgram.of("r1 = map[id:0][0]+4\nr0 = *(u32 *)(r1 +0)\nexit", rodata)).r0());
        assertEquals("write of 4 bytes to map value .rodata",
                TestBench.of(TestProgram.of("r1 = map[id:0][0]+4\n*(u32 *)(r1 +0) = 1\nexit", rodata)).fault().what());
    }

    @ParameterizedTest
    @CsvSource({"r0 = 0, 1", "goto pc+5, 6", "goto pc-3, -2", "gotol pc+2147483647, -2147483648"})
    void leavingTheProgram(String insn, int at) {
        TestBench bench = TestBench.of(insn);
        assertFault("run past the end of the program", "exit or a jump before it", bench.fault());
        assertEquals(at, bench.fault().insn());
        assertEquals(2, bench.machine().steps());
    }

    @Test
    void intoTheMiddleOfAWideImmediate() {
        assertFault("opcode 0x00", "an instruction of RFC 9669", TestBench.of("goto pc+1\nr0 = 1 ll\nexit").fault());
    }

    @Test
    void endlessLoop() {
        TestBench bench = TestBench.of("top: r0 += 1\ngoto top");
        Outcome outcome = new Recorder(bench.machine(), 10_001).run(Stage.XDP, bench.executable(), 0).outcome();
        Fault fault = ((Outcome.Faulted) outcome).fault();
        assertEquals("the run did not end within 10001 instructions", fault.what());
        assertEquals(1, fault.insn());
        assertTrue(fault.address().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"-1", "-2147483648", "2147483647", "513", "65536"})
    void hugeSizesGivenToHelpers(int size) {
        String read = "r6 = r10\nr6 += -512\nr1 = r6\nr2 = " + size + "\nr3 = r6\ncall bpf_probe_read_kernel\nexit";
        assertEquals(5, TestBench.of(read).fault().insn());
        assertTrue(TestBench.of(read).fault().what().startsWith("bpf_probe_read_kernel: write of "));
        String print = "r1 = r10\nr1 += -8\nr2 = " + size + "\ncall bpf_trace_printk\nexit";
        assertTrue(TestBench.of(print).fault().what().startsWith("bpf_trace_printk: read of "));
    }
}
