package dev.xdpscope.drivers.unroll;

import static dev.xdpscope.drivers.unroll.FieldRef.field;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.When;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.rewrite.Replacement;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every operation of the builder on random fields and numbers, against an evaluation that knows no instruction. */
class UnrollBuilderPropertyTest {
    private static final Btf BTF = Nics.load("mlx5").configure(Optional.empty(), Map.of()).driver().btf();
    private static final int ROUNDS = 3000;

    private final Random random = new Random(0x756e726f);
    private final UnrolledCode machine = new UnrolledCode();

    /** A layout of one field, and the number that one descriptor holds there. */
    private record Sample(Layout layout, Field field, byte[] descriptor) {
        BigInteger value() {
            BigInteger integer = BigInteger.ZERO;
            for (int i = 0; i < field.size(); i++) {
                boolean big = layout.byteOrder() == ByteOrder.BIG_ENDIAN;
                int at = field.offset() + (big ? i : field.size() - 1 - i);
                integer = integer.shiftLeft(8).or(BigInteger.valueOf(descriptor[at] & 0xff));
            }
            return low(integer.shiftRight(field.lowBit()), field.bits());
        }

        /** What a load, a conversion, a mask and a shift take; a mask of more than 32 bits takes two shifts. */
        int naive() {
            boolean swap = layout.byteOrder() == ByteOrder.BIG_ENDIAN && field.size() > 1;
            boolean above = field.lowBit() + field.bits() < 8 * field.size();
            boolean shifts = field.lowBit() > 0 || above && field.bits() > 32;
            return 1 + (swap ? 1 : 0) + (above ? 1 : 0) + (shifts ? 1 : 0);
        }

        Template.Names names() {
            return new Template.Names(List.of(layout), BTF, Map.of());
        }
    }

    private static BigInteger low(BigInteger number, int bits) {
        return number.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }

    private Sample sample() {
        ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int size = 1 << random.nextInt(4);
        int aligned = random.nextInt(UnrolledCode.ROOM / size) * size;
        int offset = random.nextInt(8) == 0 ? random.nextInt(UnrolledCode.ROOM - size + 1) : aligned;
        boolean whole = random.nextInt(4) == 0;
        int low = whole ? 0 : random.nextInt(8 * size);
        int bits = whole ? 8 * size : 1 + random.nextInt(8 * size - low);
        Field field = new Field("part.of", offset, size, low, bits, "", Map.of(), Choice.NOTHING);
        Layout layout = new Layout("d", "", When.ALWAYS, UnrolledCode.ROOM, order, List.of(field));
        byte[] descriptor = new byte[UnrolledCode.ROOM];
        random.nextBytes(descriptor);
        if (random.nextInt(3) == 0) {
            layout.put(descriptor, field, 0);
        }
        return new Sample(layout, field, descriptor);
    }

    private static Replacement build(Sample sample, Consumer<UnrollBuilder> code) {
        return UnrollBuilder.build(sample.names(), "test", code);
    }

    @Test
    void getLoadsTheFieldsValue() {
        for (int i = 0; i < ROUNDS; i++) {
            Sample s = sample();
            Replacement code = build(s, b -> b.get(0, field(1, "d.part.of")));
            assertEquals(s.value().longValue(), machine.run(code, s.descriptor()), s.field() + " " + code.code());
            assertTrue(code.code().size() <= s.naive(), s.field() + " " + code.code());
        }
    }

    @Test
    void getLoadsAPartOfTheField() {
        for (int i = 0; i < ROUNDS; i++) {
            Sample s = sample();
            int low = random.nextInt(s.field().bits());
            int high = low + random.nextInt(s.field().bits() - low);
            Replacement code = build(s, b -> b.get(0, field(1, "d.part.of").bits(high, low)));
            assertEquals(low(s.value().shiftRight(low), high - low + 1).longValue(), machine.run(code, s.descriptor()),
                    s.field() + " " + code.code());
        }
    }

    @Test
    void testIsZeroIfTheFieldIs() {
        int zeros = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Sample s = sample();
            Replacement code = build(s, b -> b.test(0, field(1, "d.part.of")));
            boolean zero = s.value().signum() == 0;
            zeros += zero ? 1 : 0;
            assertEquals(zero, machine.run(code, s.descriptor()) == 0, s.field() + " " + code.code());
            assertTrue(code.code().size() <= s.naive(), s.field() + " " + code.code());
        }
        assertTrue(zeros > ROUNDS / 4, "zeros: " + zeros);
    }

    @Test
    void copyWritesTheValueInTheOutputsWidthAndByteOrder() {
        for (int i = 0; i < ROUNDS; i++) {
            Sample s = sample();
            OutputType out = OutputType.values()[random.nextInt(OutputType.values().length)];
            int at = random.nextInt(UnrolledCode.ROOM - out.bytes() + 1);
            Replacement code = build(s, b -> b.copy(out, 2, at, field(1, "d.part.of")));
            machine.run(code, s.descriptor());
            assertArrayEquals(expected(out, at, s.value()), machine.results(),
                    out + " " + s.field() + " " + code.code());
        }
    }

    @Test
    void copyWritesConstants() {
        for (int i = 0; i < ROUNDS; i++) {
            OutputType out = OutputType.values()[random.nextInt(OutputType.values().length)];
            int at = random.nextInt(UnrolledCode.ROOM - out.bytes() + 1);
            long value = random.nextLong() >> (64 - out.bits());
            Replacement code = build(sample(), b -> b.copy(out, 2, at, value));
            machine.run(code, new byte[0]);
            assertArrayEquals(expected(out, at, BigInteger.valueOf(value)), machine.results(), out + " " + value);
            assertTrue(code.code().size() == 1 || out.bytes() == 8);
        }
    }

    private static byte[] expected(OutputType out, int at, BigInteger value) {
        byte[] memory = new byte[UnrolledCode.ROOM];
        for (int i = 0; i < out.bytes(); i++) {
            int place = out.bigEndian() ? out.bytes() - 1 - i : i;
            memory[at + place] = value.shiftRight(8 * i).byteValue();
        }
        return memory;
    }

    @Test
    void tablesGiveTheKeysValue() {
        for (int i = 0; i < 500; i++) {
            Map<Integer, Integer> rows = new HashMap<>();
            int values = 1 + random.nextInt(4);
            for (int n = random.nextInt(8); n > 0; n--) {
                rows.put(random.nextBoolean() ? random.nextInt(8) : random.nextInt(), random.nextInt(values));
            }
            int otherwise = random.nextInt(values + 1);
            Replacement code = build(sample(), b -> b.table(0, 3, t -> {
                rows.forEach(t::row);
                t.otherwise(otherwise);
            }));
            rows.put(random.nextInt(), otherwise);
            rows.put(-1, rows.getOrDefault(-1, otherwise));
            for (int key : rows.keySet()) {
                long upper = random.nextLong() << 32;
                assertEquals((long) rows.get(key), machine.run(code, new byte[0], upper | key & 0xffffffffL),
                        code.code() + "");
            }
            int distinct = new HashSet<>(rows.values()).size();
            assertTrue(code.code().size() <= rows.size() + distinct + 1, code.code() + "");
        }
    }

    @Test
    void extendFindsTheNearestTime() {
        for (int i = 0; i < ROUNDS; i++) {
            long near = random.nextLong();
            long time = near + random.nextInt();
            long low = time & 0xffffffffL;
            boolean intoLow = random.nextBoolean();
            Replacement code = build(sample(), b -> b.extend(intoLow ? 3 : 4, 3, 4)
                    .add(new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Reg(intoLow ? 3 : 4))));
            assertEquals(time, machine.run(code, new byte[0], low, near), near + " " + time);
        }
    }

    @Test
    void returnsEndWithTheirResult() {
        for (int i = 0; i < ROUNDS; i++) {
            int first = random.nextInt(4) - 2;
            int second = random.nextBoolean() ? first : random.nextInt(4) - 2;
            int last = random.nextInt();
            Insn.JumpOp op = Insn.JumpOp.values()[random.nextInt(Insn.JumpOp.values().length)];
            Insn.Jump equal = new Insn.Jump(Insn.Width.W32, Insn.JumpOp.JEQ, 3, new Operand.Imm(1), 0);
            Insn.Jump other = new Insn.Jump(Insn.Width.W32, op, 3, new Operand.Imm(3), 0);
            Replacement code = build(sample(), b -> b.returnIf(first, equal).returnIf(second, other).returns(last));
            int key = random.nextInt(6);
            long result = key == 1 ? first : holds(op, key, 3) ? second : last;
            assertEquals(result & 0xffffffffL, machine.run(code, new byte[0], key), code.code() + "");
            assertEquals(5 - (first == second ? 1 : 0) - (second == last ? 1 : 0), code.code().size(),
                    code.code() + "");
        }
    }

    private static boolean holds(Insn.JumpOp op, int a, int b) {
        return switch (op) {
            case JEQ -> a == b;
            case JNE -> a != b;
            case JGT, JSGT -> a > b;
            case JGE, JSGE -> a >= b;
            case JLT, JSLT -> a < b;
            case JLE, JSLE -> a <= b;
            case JSET -> (a & b) != 0;
        };
    }
}
