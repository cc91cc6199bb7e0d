package dev.xdpscope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random straight-line programs give what a second, slower reading of the RFC gives. */
class ArithmeticPropertyTest {
    private static final int PROGRAMS = 60_000;

    @Test
    void agreesWithTheReference() {
        Random random = new Random(20);
        for (int i = 0; i < PROGRAMS; i++) {
            List<Insn> start = new ArrayList<>();
            long[] values = new long[11];
            for (int r = 0; r < 10; r++) {
                values[r] = value(random);
                start.add(new Insn.LoadImm64(r, new Imm64.Value(values[r])));
                start.add(new Insn.SecondSlot());
            }
            List<Insn> body = body(random);
            ReferenceAlu expected = new ReferenceAlu(values);
            expected.run(body);

            List<Insn> code = new ArrayList<>(start);
            code.addAll(body);
            code.add(new Insn.Exit());
            TestBench bench = TestBench.of(TestProgram.of(code, List.of(), List.of()));
            bench.r0();
            for (int r = 0; r < 10; r++) {
                int number = r;
                assertEquals(expected.register(r), bench.machine().register(r), () -> "r" + number + " after " + code);
            }
        }
    }

    private static List<Insn> body(Random random) {
        List<Insn> body = new ArrayList<>();
        int length = random.nextInt(1, 12);
        while (body.size() < length) {
            Insn.Width width = random.nextBoolean() ? Insn.Width.W64 : Insn.Width.W32;
            int dst = random.nextInt(10);
            body.add(switch (random.nextInt(8)) {
                case 0 -> new Insn.Neg(width, dst);
                case 1 -> new Insn.ByteOrder(any(random, Insn.Swap.values()), dst, 16 << random.nextInt(3));
                case 2 -> new Insn.MoveSigned(width, dst, random.nextInt(10),
                        8 << random.nextInt(width == Insn.Width.W64 ? 3 : 2));
                default -> new Insn.Alu(width, any(random, Insn.AluOp.values()), dst, random.nextBoolean()
                        ? new Operand.Reg(random.nextInt(10)) : new Operand.Imm((int) value(random)));
            });
        }
        return body;
    }

    /** Numbers near the edges of 8, 16, 32 and 64 bits more often than chance has it. */
    private static long value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(-2, 3);
            case 1 -> (random.nextBoolean() ? 1L : -1L) << 8 * random.nextInt(1, 9) - 1;
            case 2 -> (1L << random.nextInt(64)) - 1;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
