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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that go where one can see them go; the first instruction reads the value, and r1 leads to it. */
class EffectWalkTest {
    private static OriginBench record(Program program, TestBench bench, Region data) {
        return OriginBench.record(bench, program, data.address(0));
    }

    private static OriginBench record(String source) {
        Program program = TestProgram.of(source);
        TestBench bench = TestBench.of(program);
        return record(program, bench, bench.region("data", 64));
    }

    private static Set<Integer> numbers(String list) {
        return list == null ? Set.of() : List.of(list.split(" ")).stream().map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    private static Set<Long> bytes(long address, int length) {
        return LongStream.range(address, address + length).boxed().collect(Collectors.toSet());
    }

    /** Of the value in the first register after the first instruction: what uses it, and which registers hold it in the end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r2 = 7; r3 = r2; r3 += 1; r2 = 0; exit                                     | 2 | 1 2   | 3
            r2 = 7; *(u32 *)(r10 -4) = r2; r3 = *(u8 *)(r10 -3); r2 = 0; exit          | 2 | 1 2   | 3
            r2 = 7; *(u32 *)(r10 -4) = r2; *(u32 *)(r10 -4) = 0; r3 = *(u32 *)(r10 -4); exit | 2 | 1 | 2
            r2 = 7; if r2 == 9 goto pc+1; r3 = 1; r2 = 1; exit                         | 2 | 1     |
            r2 = 7; lock *(u64 *)(r1 +0) += r2; r3 = *(u64 *)(r1 +0); r2 = 0; exit     | 2 | 1 2   | 3
            r2 = 7; r2 = atomic64_xchg((u64 *)(r1 +0), r2); r3 = *(u64 *)(r1 +0); exit | 2 | 1 2   | 3
            r2 = r1; r3 = *(u64 *)(r2 +0); r2 = 0; exit                                | 2 |       |
            """)
    void straightOn(String source, int register, String insns, String registers) {
        OriginBench run = record(source.replace("; ", "\n"));
        ValueEffects effects = run.effectsOfRegister(1, register);
        assertEquals(numbers(insns), effects.insns());
        assertEquals(numbers(registers), effects.registers());
    }

    /** r6 to r9 are the caller's again after a call, whatever the callee did with them. */
    @ParameterizedTest
    @CsvSource({"6", "7", "8", "9"})
    void aCallLeavesTheCallersRegistersAlone(int register) {
        OriginBench run = record("""
                rN = 7
                r1 = 1
                call f
                r0 = rN
                rN = 0
                exit
                f:
                rN = 99
                r0 = rN
                exit
                """.replace("rN", "r" + register));
        ValueEffects effects = run.effectsOfRegister(1, register);
        assertEquals(Set.of(3), effects.insns());
        assertEquals(Set.of(0), effects.registers());
    }

    @Test
    void whatACalleeHasOfItsOwnEndsWithIt() {
        OriginBench run = record("""
                r1 = *(u64 *)(r1 +0)
                r6 = 0
                call first
                call second
                exit
                first:
                r6 = r1
                r1 = 0
                r0 = 0
                exit
                second:
                r0 = r6
                exit
                """);
        ValueEffects effects = run.effectsOfRegister(1, 1);
        assertEquals(Set.of(5), effects.insns());
        assertEquals(Set.of(), effects.registers(), "r6 of the second callee is its caller's");
    }

    @Test
    void aCalleeBeginsWithTheRegistersOfItsCaller() {
        OriginBench run = record("r6 = 7\ncall f\nexit\nf:\nr0 = r6\nr6 = 0\nexit");
        assertEquals(Set.of(3), run.effectsOfRegister(1, 6).insns());
        assertEquals(Set.of(0, 6), run.effectsOfRegister(1, 6).registers());
    }

    @Test
    void throughArgumentAndResult() {
        OriginBench run = record("""
                r1 = 7
                call f
                r6 = r0
                exit
                f:
                r2 = r1
                r1 = 0
                r0 = r2
                r2 = 0
                exit
                """);
        ValueEffects effects = run.effectsOfRegister(1, 1);
        assertEquals(Set.of(2, 4, 6), effects.insns());
        assertEquals(Set.of(0, 6), effects.registers());
    }

    @Test
    void throughTheStackOfTheCaller() {
        OriginBench run = record("""
                r2 = 7
                *(u64 *)(r10 -8) = r2
                r1 = r10
                r1 += -8
                r2 = 0
                call f
                r6 = *(u64 *)(r10 -16)
                exit
                f:
                r0 = *(u64 *)(r1 +0)
                *(u64 *)(r1 -8) = r0
                *(u64 *)(r10 -8) = 0
                r0 = 0
                exit
                """);
        ValueEffects effects = run.effectsOfRegister(1, 2);
        assertEquals(Set.of(1, 6, 8, 9), effects.insns());
        assertEquals(Set.of(6), effects.registers());
    }

    @Test
    void registersOfTheFrameThatIsAskedAbout() {
        OriginBench run = record("r6 = 7\nr7 = r6\ncall f\nexit\nf:\nr6 = 1\nr0 = 0\nexit");
        assertEquals(Set.of(6, 7), run.effectsOfRegister(1, 6, 2).registers());
        assertEquals(Set.of(6, 7), run.effectsOfRegister(1, 6, 3).registers(), "as it begins");
        assertEquals(Set.of(7), run.effectsOfRegister(1, 6, 4).registers(), "r6 is the callee's own");
        assertEquals(Set.of(6, 7), run.effectsOfRegister(1, 6, 6).registers(), "the caller's again");
    }

    /** The context reaches each turn, though the turn before overwrote it; the number of the turn is the helper's. */
    @Test
    void callbacksHaveWhatTheirHelperGivesThem() {
        OriginBench run = record("""
                r3 = 7
                r4 = 0
                r1 = 3
                r2 = subprog[turn]
                call bpf_loop
                r6 = r0
                exit
                turn:
                *(u64 *)(r10 -8) = r1
                *(u64 *)(r10 -16) = r2
                r3 = 0
                r2 = 0
                r0 = 0
                exit
                """);
        ValueEffects context = run.effectsOfRegister(1, 3);
        assertEquals(Set.of(9), context.insns());
        assertEquals(Set.of(), context.registers());
        assertEquals(Set.of(), run.effectsOfRegister(3, 1).insns(), "how often is not which turn");
        ValueEffects result = run.effectsOfRegister(12, 0, 23);
        assertEquals(Set.of(), result.registers(), "the helper's result is not the callback's");
    }

    @Test
    void theContextOfLaterTurns() {
        OriginBench run = record("""
                r3 = 7
                r4 = 0
                r1 = 2
                r2 = subprog[turn]
                call bpf_loop
                exit
                turn:
                if r1 == 0 goto pc+1
                r9 = r2
                r2 = 0
                r0 = 0
                exit
                """);
        assertEquals(Set.of(8), run.effectsOfRegister(1, 3).insns(), "only the second turn uses it");
    }

    @Test
    void aHelperCopiesByteByByte() {
        Program program = TestProgram.of("r2 = 4\nr3 = r10\nr3 += -8\nr4 = 8\ncall bpf_xdp_load_bytes\n"
                + "r6 = *(u16 *)(r10 -6)\nr7 = *(u16 *)(r10 -8)\nexit");
        XdpBench bench = new XdpBench(program, 256, 60);
        OriginBench run = OriginBench.record(bench.bench(), program, bench.xdp().address());
        ValueEffects effects = run.effectsOfBytes(bench.packet().address(262), 2);
        assertEquals(Set.of(4, 5), effects.insns());
        assertEquals(Set.of(0, 6), effects.registers(), "its result may depend on all that it read");
    }

    @Test
    void throughAMapValue() {
        Program program = TestProgram.of("""
                r3 = r1
                *(u32 *)(r10 -4) = 1
                r1 = map[m]
                r2 = r10
                r2 += -4
                r4 = 0
                call bpf_map_update_elem
                exit
                """, TestBench.map("m", MapSpec.ARRAY, 4, 8, 2));
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", 8);
        data.write(0, 8, 77);
        ValueEffects effects = record(program, bench, data).effectsOfBytes(data.address(0), 8);
        Set<Long> held = IntStream.range(0, 8).mapToObj(i -> data.address(i)).collect(Collectors.toSet());
        held.addAll(bytes(bench.map(0).values().address(8), 8));
        assertEquals(held, effects.bytes());
    }
}
