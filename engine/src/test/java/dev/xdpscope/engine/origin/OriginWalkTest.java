package dev.xdpscope.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.xdp.XdpBench;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values whose way is known. */
class OriginWalkTest {
    private static Set<ValueSource> sources(ValueOrigin origin) {
        return Set.copyOf(origin.sources());
    }

    private static List<Integer> insns(ValueOrigin origin) {
        return origin.steps().stream().map(s -> s.insn()).toList();
    }

    @Test
    void fromADescriptorToTheMetadataArea() {
        Program program = TestProgram.of("""
                r6 = r2
                r3 = *(u32 *)(r1 +8)
                r4 = *(u32 *)(r1 +12)
                r3 >>= 16
                *(u64 *)(r10 -8) = r3
                r1 = r4
                call identity
                r5 = *(u64 *)(r10 -8)
                *(u16 *)(r6 -4) = r5
                exit
                identity:
                r6 = 1
                *(u64 *)(r10 -8) = 0
                r0 = r1
                exit
                """);
        TestBench bench = TestBench.of(program);
        Region descriptor = bench.region("cqe", 64);
        Region packet = bench.region(Region.Spec.of(Region.Kind.PACKET, "rx 0", 4096, "").writable());
        OriginBench run = OriginBench.record(bench, program, descriptor.address(0), packet.address(256));
        ValueOrigin origin = run.ofBytes(packet.address(252), 2);
        assertEquals(Set.of(new ValueSource.Memory(descriptor.address(8), 4)), sources(origin));
        assertEquals(List.of(8, 7, 4, 3, 1), insns(origin));
        assertEquals(Set.of(new ValueSource.Memory(descriptor.address(12), 4)), sources(run.ofRegister(0)));
        assertEquals(List.of(12, 5, 2), insns(run.ofRegister(0)));
        assertEquals(Set.of(new ValueSource.Memory(packet.address(254), 1)),
                sources(run.ofBytes(packet.address(254), 1)));
    }

    /** The last callback's registers are on the caller's stack; r9 is the caller's, which each callback overwrites. */
    @Test
    void callbacksHaveWhatTheirHelperGivesThem() {
        Program program = TestProgram.of("""
                r9 = *(u64 *)(r1 +16)
                r3 = r1
                r3 += 24
                r1 = *(u64 *)(r1 +0)
                r2 = subprog[turn]
                r4 = 0
                r6 = r3
                call bpf_loop
                r7 = *(u64 *)(r6 +0)
                r8 = *(u64 *)(r6 +8)
                exit
                turn:
                *(u64 *)(r2 +0) = r1
                *(u64 *)(r2 +8) = r9
                r9 = r1
                r1 = 1
                r0 = 0
                exit
                """);
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", 64);
        data.write(0, 8, 3);
        OriginBench run = OriginBench.record(bench, program, data.address(0));
        assertEquals(3, bench.machine().register(0));
        assertEquals(2, bench.machine().register(7));
        ValueSource loop = new ValueSource.Call(8, "bpf_loop");
        assertEquals(Set.of(loop), sources(run.ofRegister(0)));
        assertEquals(Set.of(loop), sources(run.ofRegister(7)), "the number of the turn");
        assertEquals(Set.of(new ValueSource.Memory(data.address(16), 8)), sources(run.ofRegister(8)));
        assertEquals(Set.of(new ValueSource.Memory(data.address(16), 8)), sources(run.ofRegister(9)));
    }

    @Test
    void theKeyOfAnElementIsOfTheHelpersMaking() {
        Program program = TestProgram.of("""
                r1 = map[m]
                r2 = subprog[visit]
                r3 = r10
                r3 += -8
                r4 = 0
                call bpf_for_each_map_elem
                r6 = *(u32 *)(r10 -8)
                r7 = *(u64 *)(r10 -16)
                exit
                visit:
                r0 = *(u32 *)(r2 +0)
                *(u32 *)(r4 +0) = r0
                r0 = *(u64 *)(r3 +0)
                *(u64 *)(r4 -8) = r0
                r0 = 0
                exit
                """, TestBench.map("m", MapSpec.ARRAY, 4, 8, 4));
        TestBench bench = TestBench.of(program);
        OriginBench run = OriginBench.record(bench, program);
        assertEquals(Set.of(new ValueSource.Call(7, "bpf_for_each_map_elem")), sources(run.ofRegister(6)));
        assertEquals(Set.of(new ValueSource.Memory(bench.map(0).values().address(24), 8)), sources(run.ofRegister(7)));
    }

    @Test
    void calleesBeginWithTheRegistersOfTheirCaller() {
        Program program = TestProgram.of("""
                r6 = *(u64 *)(r1 +0)
                call first
                call second
                exit
                first:
                r6 = 99
                exit
                second:
                r0 = r6
                exit
                """);
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", 8);
        OriginBench run = OriginBench.record(bench, program, data.address(0));
        assertEquals(Set.of(new ValueSource.Memory(data.address(0), 8)), sources(run.ofRegister(0)));
        assertEquals(Set.of(new ValueSource.Memory(data.address(0), 8)), sources(run.ofRegister(6)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r0 = 5                             | 0 | 5
            w0 = -1                            | 0 | 4294967295
            r0 = 0x1122334455667788 ll         | 0 | 1234605616436508552
            *(u32 *)(r10 -4) = -7; r0 = *(u32 *)(r10 -4) | 0 | -7
            r1 = 5; r1 = 6; r0 = r1            | 1 | 6
            """)
    void constants(String source, int insn, long value) {
        Program program = TestProgram.of(source.replace("; ", "\n") + "\nexit");
        OriginBench run = OriginBench.record(TestBench.of(program), program);
        assertEquals(Set.of(new ValueSource.Constant(insn, value)), sources(run.ofRegister(0)));
    }

    @Test
    void argumentsAndFramePointers() {
        Program program = TestProgram.of("r0 = r3\ncall f\nr6 = r10\nexit\nf: r7 = r10\nr5 = r7\nexit");
        OriginBench run = OriginBench.record(TestBench.of(program), program, 1, 2, 3);
        assertEquals(Set.of(new ValueSource.Argument(3)), sources(run.ofRegister(0)));
        assertEquals(Set.of(new ValueSource.Argument(10)), sources(run.ofRegister(6)));
        assertEquals(Set.of(new ValueSource.Argument(10)), sources(run.ofRegister(5)));
    }

    @Test
    void helperResults() {
        Program program = TestProgram.of("call bpf_ktime_get_ns\nr6 = r0\ncall bpf_get_prandom_u32\nr0 += r6\nexit");
        OriginBench run = OriginBench.record(TestBench.of(program), program);
        assertEquals(
                Set.of(new ValueSource.Call(0, "bpf_ktime_get_ns"), new ValueSource.Call(2, "bpf_get_prandom_u32")),
                sources(run.ofRegister(0)));
    }

    @Test
    void throughAMapValue() {
        Program program = TestProgram.of("""
                r6 = r1
                *(u32 *)(r10 -4) = 1
                r1 = map[m]
                r2 = r10
                r2 += -4
                r3 = r6
                r4 = 0
                call bpf_map_update_elem
                r1 = map[m]
                r2 = r10
                r2 += -4
                call bpf_map_lookup_elem
                r7 = *(u64 *)(r0 +0)
                *(u32 *)(r10 -4) = 0
                r1 = map[m]
                r2 = r10
                r2 += -4
                call bpf_map_lookup_elem
                r0 = *(u64 *)(r0 +0)
                exit
                """, TestBench.map("m", MapSpec.ARRAY, 4, 8, 2));
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", 8);
        data.write(0, 8, 77);
        OriginBench run = OriginBench.record(bench, program, data.address(0));
        assertEquals(Set.of(new ValueSource.Memory(data.address(0), 8)), sources(run.ofRegister(7)));
        assertEquals(Set.of(new ValueSource.Memory(bench.map(0).values().address(0), 8)), sources(run.ofRegister(0)));
    }

    /** Memory at 0 and 8; the operand in r2 comes from 8. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lock *(u64 *)(r1 +0) += r2                      | 0 8 | 8
            r2 = atomic64_fetch_add((u64 *)(r1 +0), r2)     | 0 8 | 0
            r2 = atomic64_xchg((u64 *)(r1 +0), r2)          | 8   | 0
            r2 = load_acquire((u64 *)(r1 +0))               | 0   | 0
            store_release((u64 *)(r1 +0), r2)               | 8   | 8
            """)
    void atomics(String insn, String ofMemory, String ofOperand) {
        Program program = TestProgram.of("r2 = *(u64 *)(r1 +8)\n" + insn + "\nexit");
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", 16);
        OriginBench run = OriginBench.record(bench, program, data.address(0));
        assertEquals(memory(data, ofMemory), sources(run.ofBytes(data.address(0), 8)));
        assertEquals(memory(data, ofOperand), sources(run.ofRegister(2)));
    }

    private static Set<ValueSource> memory(Region data, String offsets) {
        return offsets.equals("0 8") ? Set.of(new ValueSource.Memory(data.address(0), 16))
                : Set.of(new ValueSource.Memory(data.address(Integer.parseInt(offsets)), 8));
    }

    @Test
    void metadataThatMovedWithThePacket() {
        Program program = TestProgram.of("""
                r6 = r3
                *(u32 *)(r2 -8) = r6
                r2 = -16
                call bpf_xdp_adjust_head
                exit
                """);
        XdpBench bench = new XdpBench(program, 256, 60);
        Region packet = bench.packet();
        bench.xdp().point(packet.address(248), packet.address(256), packet.address(316));
        OriginBench run = OriginBench.record(bench.bench(), program, bench.xdp().address(), packet.address(256), 1234);
        assertEquals(Set.of(new ValueSource.Argument(3)), sources(run.ofBytes(packet.address(232), 4)));
        assertEquals(Set.of(new ValueSource.Memory(packet.address(253), 1)),
                sources(run.ofBytes(packet.address(237), 1)));
    }

    @Test
    void bytesThatAHelperCopied() {
        Program program = TestProgram.of("r2 = 4\nr3 = r10\nr3 += -8\nr4 = 8\ncall bpf_xdp_load_bytes\n"
                + "r0 = *(u16 *)(r10 -6)\nexit");
        XdpBench bench = new XdpBench(program, 256, 60);
        OriginBench run = OriginBench.record(bench.bench(), program, bench.xdp().address());
        assertEquals(Set.of(new ValueSource.Memory(bench.packet().address(262), 2)), sources(run.ofRegister(0)));
    }

    /** r7 between two copies into one slot, r8 after the second, r9 after one into the middle of it. */
    @Test
    void theLatestCopyOfEachByteCounts() {
        Program program = TestProgram.of("""
                r6 = r1
                r2 = 4
                r3 = r10
                r3 += -8
                r4 = 8
                call bpf_xdp_load_bytes
                r7 = *(u64 *)(r10 -8)
                r1 = r6
                r2 = 20
                r3 = r10
                r3 += -8
                r4 = 8
                call bpf_xdp_load_bytes
                r8 = *(u64 *)(r10 -8)
                r1 = r6
                r2 = 40
                r3 = r10
                r3 += -6
                r4 = 3
                call bpf_xdp_load_bytes
                r9 = *(u64 *)(r10 -8)
                r6 = *(u16 *)(r10 -4)
                exit
                """);
        XdpBench bench = new XdpBench(program, 256, 60);
        OriginBench run = OriginBench.record(bench.bench(), program, bench.xdp().address());
        Region packet = bench.packet();
        assertEquals(Set.of(new ValueSource.Memory(packet.address(260), 8)), sources(run.ofRegister(7)));
        assertEquals(Set.of(new ValueSource.Memory(packet.address(276), 8)), sources(run.ofRegister(8)));
        assertEquals(Set.of(new ValueSource.Memory(packet.address(276), 2),
                new ValueSource.Memory(packet.address(281), 3), new ValueSource.Memory(packet.address(296), 3)),
                sources(run.ofRegister(9)));
        assertEquals(Set.of(new ValueSource.Memory(packet.address(281), 1),
                new ValueSource.Memory(packet.address(298), 1)), sources(run.ofRegister(6)), "a byte of each");
    }

    @Test
    void legacyPacketLoads() {
        Program program = TestProgram.of("r6 = r1\nr0 = *(u16 *)skb[2]\nr7 = r0\nr0 = *(u8 *)skb[99]\nexit");
        TestBench bench = TestBench.of(program);
        Region context = bench.region("context", 16);
        Region packet = bench.region("packet", 8);
        context.write(0, 8, packet.address(0));
        context.write(8, 8, packet.address(8));
        OriginBench run = OriginBench.record(bench, program, context.address(0));
        assertEquals(Set.of(new ValueSource.Memory(packet.address(2), 2)), sources(run.ofRegister(7)));
        assertEquals(Set.of(new ValueSource.Constant(3, 0)), sources(run.ofRegister(0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r0 = 4; r0 = *(u64 *)(r3 +0); exit
            r0 = 4; call 9999; exit
            r0 = 4; call f; exit; f: r1 = 1
            r0 = 4
            """)
    void aFaultGivesNoValue(String source) {
        Program program = TestProgram.of(source.replace("; ", "\n"));
        OriginBench run = OriginBench.record(TestBench.of(program), program);
        assertEquals(Set.of(new ValueSource.Constant(0, 4)), sources(run.ofRegister(0)));
    }

    @Test
    void bytesThatAreNotNeighboursAreSourcesOfTheirOwn() {
        Program program = TestProgram.of("r0 = *(u16 *)(r1 +1)\nr2 = *(u32 *)(r1 +3)\nr0 += r2\n"
                + "r2 = *(u8 *)(r1 +12)\nr0 += r2\nexit");
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", 16);
        OriginBench run = OriginBench.record(bench, program, data.address(0));
        assertEquals(Set.of(new ValueSource.Memory(data.address(1), 6), new ValueSource.Memory(data.address(12), 1)),
                sources(run.ofRegister(0)));
    }

    @Test
    void aHelpersResultIsMadeOfWhatItRead() {
        Program program = TestProgram.of("r3 = r1\nr4 = 8\nr5 = 0\nr1 = 0\nr2 = 0\ncall bpf_csum_diff\nexit");
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", 16);
        OriginBench run = OriginBench.record(bench, program, data.address(0));
        assertEquals(Set.of(new ValueSource.Memory(data.address(0), 8), new ValueSource.Call(5, "bpf_csum_diff")),
                sources(run.ofRegister(0)));
    }

    @Test
    void whatAHelperMakesInMemoryIsOfItsMaking() {
        Program program = TestProgram.of("r1 = r10\nr1 += -16\nr2 = 16\ncall bpf_get_current_comm\n"
                + "r0 = *(u8 *)(r10 -16)\nexit");
        OriginBench run = OriginBench.record(TestBench.of(program), program);
        assertEquals(Set.of(new ValueSource.Call(3, "bpf_get_current_comm")), sources(run.ofRegister(0)));
    }

    /** The callback's r2 is the helper's r3. */
    @Test
    void aCallbacksArgumentIsWhatItsHelperWasGiven() {
        Program program = TestProgram.of("""
                r6 = r1
                r1 = 2
                r2 = subprog[turn]
                r3 = r6
                r4 = 0
                call bpf_loop
                r0 = *(u64 *)(r6 +0)
                exit
                turn:
                *(u64 *)(r2 +0) = r2
                r0 = 0
                exit
                """);
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", 8);
        OriginBench run = OriginBench.record(bench, program, data.address(0));
        assertEquals(Set.of(new ValueSource.Argument(1)), sources(run.ofRegister(0)));
    }
}
