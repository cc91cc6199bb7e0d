package dev.xdpscope.engine.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Assembler;
import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Symbols;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calling a kfunc and running instructions in its place give the same. */
class ExpansionPropertyTest {
    private static final int PROGRAMS = 2_000;
    private static final List<Kfunc> K = List.of(TestProgram.kfunc("k", new Kfunc.Binding.Unbound()));

    /** What the program leaves behind. */
    private record Result(long r0, List<Long> registers, byte[] buffer) {}

    @Test
    void expandedCalledAndEnteredAreTheSame() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Random random = new Random(seed);
            String source = program(random);
            Program called = TestProgram.of(source, List.of(TestProgram.kfunc("k", new Kfunc.Binding.Native())));
            Program expanded = new KfuncExpansion(kfunc -> Optional.of(new Replacement(
                    Assembler.assemble(instructions(random), Symbols.NONE, Set.of("end")), "a test"))).apply(called);
            Program body = TestProgram
                    .of(instructions(random).replace("goto end", "goto end0") + "\nend0: exit");
            Program entered = KfuncBinding.of(Map.of("k", new KfuncAnswer.Body(body, "a test")))
                    .apply(TestProgram.of(source, K));
            Decoder.checkTargets(expanded.code());
            Chains.assertSound(expanded);
            Chains.assertSound(entered);
            Result expected = run(called);
            for (Program other : List.of(expanded, entered)) {
                Result actual = run(other);
                assertEquals(expected.r0, actual.r0);
                assertEquals(expected.registers, actual.registers);
                assertArrayEquals(expected.buffer, actual.buffer);
            }
        }
    }

    private static Result run(Program program) {
        TestBench bench = TestBench.of(program, TestBench.helpers().kfunc("k", c -> c.argument(1) * 3 + 7));
        Region buffer = bench.region("buffer", 64);
        long r0 = bench.r0(buffer.address(0));
        return new Result(r0, IntStream.range(6, 10).mapToObj(bench.machine()::register).toList(), buffer.bytes(0, 64));
    }

    /** r0 = r1 * 3 + 7 in some way. */
    private static String instructions(Random random) {
        StringBuilder s = new StringBuilder("r0 = r1\n");
        s.append(random.nextBoolean() ? "r0 *= 3\n" : "r2 = r0\nr0 += r2\nr0 += r2\n");
        for (int i = random.nextInt(20); i > 0; i--) {
            s.append(switch (random.nextInt(4)) {
                case 0 -> "goto pc+0\n";
                case 1 -> "r3 = 0x1122334455667788 ll\n";
                case 2 -> "if r4 == r5 goto pc+1\nr5 = r4\n";
                default -> "r0 += 1\nr0 += -1\n";
            });
        }
        return s + (random.nextBoolean() ? "r0 += 7" : "r0 += 7\ngoto end\nr0 = 0");
    }

    /** Calls among forward branches, in bounded loops and in a subprogram. */
    private static String program(Random random) {
        StringBuilder s = new StringBuilder("r9 = r1\nr6 = 1\nr7 = 2\nr8 = " + random.nextInt(2, 9) + "\ntop0:\n");
        int blocks = random.nextInt(1, 7);
        for (int block = 0; block < blocks; block++) {
            s.append("b").append(block).append(":\n");
            for (int i = random.nextInt(5); i > 0; i--) {
                s.append(switch (random.nextInt(5)) {
                    case 0, 1 -> "r1 = r7\ncall k\nr7 = r0\n";
                    case 2 -> "r6 += r7\n";
                    case 3 -> "*(u64 *)(r9 +" + random.nextInt(57) + ") = r7\n";
                    default -> "r1 = r6\ncall sub\nr6 ^= r0\n";
                });
            }
            String to = "b" + random.nextInt(block + 1, blocks + 1);
            s.append("if w7 ").append(random.nextBoolean() ? "& " : "s> ").append(random.nextInt(50)).append(" goto ")
                    .append(to).append('\n');
        }
        s.append("b").append(blocks).append(":\nr8 += -1\nif r8 != 0 goto top0\nr0 = r6\nexit\n");
        return s + "sub: r1 ^= 1\ncall k\nr1 = r0\n" + (random.nextBoolean() ? "call k\n" : "") + "exit\n";
    }
}
