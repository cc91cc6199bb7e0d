package dev.xdpscope.engine.origin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Program;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bytes that are not among the sources of a value do not matter to it: random straight-line programs with subprograms, whose
 * loads and stores are at fixed addresses, run again with those bytes changed.
 */
class OriginPropertyTest {
    private static final int PROGRAMS = 3_000;
    private static final int INPUT = 48;

    @Test
    void whatIsNoSourceDoesNotMatter() {
        long narrow = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Random random = new Random(seed);
            Program program = TestProgram.of(source(random));
            byte[] input = new byte[INPUT];
            random.nextBytes(input);
            int register = random.nextInt(10);
            int at = random.nextInt(41);

            TestBench bench = TestBench.of(program);
            Region data = bench.region("data", INPUT);
            data.put(0, input);
            OriginBench run = OriginBench.record(bench, program, data.address(0));
            long value = bench.machine().register(register);
            byte[] memory = data.bytes(at, 8);
            BitSet ofRegister = bytes(run.ofRegister(register), data);
            BitSet ofMemory = bytes(run.ofBytes(data.address(at), 8), data);
            narrow += INPUT - ofRegister.cardinality();

            for (int again = 0; again < 4; again++) {
                assertEquals(value, rerun(program, changed(random, input, ofRegister)).register(register),
                        () -> "r" + register + " of seed " + random);
                Rerun other = rerun(program, changed(random, input, ofMemory));
                assertArrayEquals(memory, other.data().bytes(at, 8));
            }
        }
        assertTrue(narrow > PROGRAMS * 10L, "origins should leave most bytes out, but leave " + narrow);
    }

    /** A byte is among the sources of what holds a value in the end if, and only if, that is among the byte's effects. */
    @Test
    void bothDirectionsSayTheSame() {
        for (int seed = 0; seed < PROGRAMS / 3; seed++) {
            Random random = new Random(seed);
            Program program = TestProgram.of(source(random));
            TestBench bench = TestBench.of(program);
            Region data = bench.region("data", INPUT);
            OriginBench run = OriginBench.record(bench, program, data.address(0));
            int at = random.nextInt(INPUT);
            ValueEffects effects = run.effectsOfBytes(data.address(at), 1);
            for (int register = 0; register <= 10; register++) {
                assertEquals(bytes(run.ofRegister(register), data).get(at), effects.registers().contains(register),
                        "byte " + at + ", r" + register + ", seed " + seed);
            }
            for (int to = 0; to < INPUT; to++) {
                assertEquals(bytes(run.ofBytes(data.address(to), 1), data).get(at),
                        effects.bytes().contains(data.address(to)),
                        "byte " + at + ", byte " + to + ", seed " + seed);
            }
        }
    }

    private record Rerun(TestBench bench, Region data) {
        long register(int number) {
            return bench.machine().register(number);
        }
    }

    private static Rerun rerun(Program program, byte[] input) {
        TestBench bench = TestBench.of(program);
        Region data = bench.region("data", INPUT);
        data.put(0, input);
        bench.r0(data.address(0));
        return new Rerun(bench, data);
    }

    private static BitSet bytes(ValueOrigin origin, Region data) {
        BitSet bytes = new BitSet();
        for (ValueSource source : origin.sources()) {
            if (source instanceof ValueSource.Memory m && Memory.regionId(m.address()) == data.id()) {
                bytes.set(Memory.offset(m.address()), Memory.offset(m.address()) + m.length());
            }
        }
        return bytes;
    }

    private static byte[] changed(Random random, byte[] input, BitSet keep) {
        byte[] changed = input.clone();
        for (int i = 0; i < changed.length; i++) {
            if (!keep.get(i)) {
                changed[i] = (byte) random.nextInt();
            }
        }
        return changed;
    }

    /** r9 leads to the input; a program may overwrite parts of it. */
    private static String source(Random random) {
        StringBuilder s = new StringBuilder("r9 = r1\nr1 = 0\n*(u64 *)(r10 -8) = 0\n*(u64 *)(r10 -16) = 0\n");
        statements(s, random, random.nextInt(1, 25), true);
        s.append("exit\nsub:\n*(u64 *)(r10 -8) = r2\n*(u64 *)(r10 -16) = r7\n");
        statements(s, random, random.nextInt(1, 8), false);
        return s + "exit\n";
    }

    private static void statements(StringBuilder s, Random random, int count, boolean calls) {
        for (int i = 0; i < count; i++) {
            int a = random.nextInt(9);
            int b = random.nextInt(9);
            int off = random.nextInt(INPUT - 7);
            String size = new String[]{"u8", "u16", "u32", "u64"}[random.nextInt(4)];
            int slot = -8 - random.nextInt(9);
            s.append(switch (random.nextInt(12)) {
                case 0 -> "r%d += r%d\n".formatted(a, b);
                case 1 -> "w%d ^= w%d\n".formatted(a, b);
                case 2 -> "r%d = r%d\n".formatted(a, b);
                case 3 -> "r%d <<= %d\n".formatted(a, random.nextInt(64));
                case 4 -> "r%1$d = be32 r%1$d\n".formatted(a);
                case 5, 6 -> "r%d = *(%s *)(r9 +%d)\n".formatted(a, size, off);
                case 7 -> "*(%s *)(r9 +%d) = r%d\n".formatted(size, off, a);
                case 8 -> "*(%s *)(r10 %d) = r%d\nr%d = *(u64 *)(r10 -16)\n".formatted(size, slot, a, b);
                case 9 -> "r%1$d = %3$s((u64 *)(r9 +%2$d), r%1$d)\n".formatted(a, off,
                        random.nextBoolean() ? "atomic64_fetch_xor" : "atomic64_xchg");
                case 10 -> "r0 = atomic64_cmpxchg((u64 *)(r9 +%d), r0, r%d)\n".formatted(off, a);
                default -> calls ? "call sub\n" : "r%d = (s8)r%d\n".formatted(a, b);
            });
        }
    }
}
