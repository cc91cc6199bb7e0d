package dev.xdpscope.engine.program;

import dev.xdpscope.engine.isa.Imm64;
import dev.xdpscope.engine.isa.Insn;

/** What is known of a register before the program runs; null stands for nothing. */
sealed interface KnownValue {
    long LOW = 0xffff_ffffL;

    /** Its value. */
    record Number(long value) implements KnownValue {}

    /** That it is an address in a map's only value. */
    record Place(int map, int offset) implements KnownValue {}

    static KnownValue of(Imm64 value) {
        return switch (value) {
            case Imm64.Value(long number) -> new Number(number);
            case Imm64.MapValue(int map, int offset) -> new Place(map, offset);
            default -> null;
        };
    }

    static KnownValue read(byte[] data, int at, int size, boolean signed) {
        if (at < 0 || at > data.length - size) {
            return null;
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << Byte.SIZE | data[at + i] & 0xff;
        }
        int unused = Long.SIZE - size * Byte.SIZE;
        return new Number(signed ? value << unused >> unused : value);
    }

    /** What {@code dst op= src} leaves in dst. */
    static KnownValue result(Insn.Width width, Insn.AluOp op, KnownValue dst, KnownValue src) {
        boolean wide = width == Insn.Width.W64;
        if (wide && op == Insn.AluOp.MOV) {
            return src;
        }
        if (wide && op == Insn.AluOp.ADD && dst instanceof Place(int map, int offset)
                && src instanceof Number(long number)) {
            return new Place(map, offset + (int) number);
        }
        return src instanceof Number(long b) && (op == Insn.AluOp.MOV || dst instanceof Number)
                ? number(wide, op, dst instanceof Number(long a) ? a : 0, b) : null;
    }

    private static KnownValue number(boolean wide, Insn.AluOp op, long a, long b) {
        long left = wide ? a : a & LOW;
        int shift = (int) b & (wide ? 63 : 31);
        Long value = switch (op) {
            case MOV -> b;
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case OR -> a | b;
            case AND -> a & b;
            case XOR -> a ^ b;
            case LSH -> a << shift;
            case RSH -> left >>> shift;
            case ARSH -> (wide ? a : (int) a) >> shift;
            case DIV, SDIV, MOD, SMOD -> null;
        };
        return value == null ? null : new Number(wide ? value : value & LOW);
    }

    /** Whether a condition holds; null if that is not known. */
    static Boolean holds(Insn.Width width, Insn.JumpOp op, KnownValue dst, KnownValue src) {
        if (!(dst instanceof Number(long left) && src instanceof Number(long right))) {
            return null;
        }
        boolean wide = width == Insn.Width.W64;
        long a = wide ? left : (int) left;
        long b = wide ? right : (int) right;
        return switch (op) {
            case JEQ -> a == b;
            case JNE -> a != b;
            case JGT -> Long.compareUnsigned(a, b) > 0;
            case JGE -> Long.compareUnsigned(a, b) >= 0;
            case JLT -> Long.compareUnsigned(a, b) < 0;
            case JLE -> Long.compareUnsigned(a, b) <= 0;
            case JSGT -> a > b;
            case JSGE -> a >= b;
            case JSLT -> a < b;
            case JSLE -> a <= b;
            case JSET -> (a & b) != 0;
        };
    }
}
