package dev.xdpscope.engine.run;

import dev.xdpscope.engine.isa.Opcode;

/** Arithmetic whose result Java's operators do not give by themselves (RFC 9669, sections 4.1 and 4.2). */
final class Arithmetic {
    private Arithmetic() {}

    /** Division by zero gives zero; {@code signed} chooses SDIV, where MIN / -1 is MIN. */
    static long divide(long a, long b, boolean signed) {
        if (b == 0) {
            return 0;
        }
        return signed ? a / b : Long.divideUnsigned(a, b);
    }

    /** Modulo by zero leaves the dividend; SMOD truncates toward zero, MIN % -1 is 0. */
    static long modulo(long a, long b, boolean signed) {
        if (b == 0) {
            return a;
        }
        return signed ? a % b : Long.remainderUnsigned(a, b);
    }

    /** Divides the low halves; the upper half of the result is zero. */
    static long divide32(long a, long b, boolean signed) {
        int divisor = (int) b;
        if (divisor == 0) {
            return 0;
        }
        return Integer.toUnsignedLong(signed ? (int) a / divisor : Integer.divideUnsigned((int) a, divisor));
    }

    /** The remainder of the low halves; the upper half of the result is zero. */
    static long modulo32(long a, long b, boolean signed) {
        int divisor = (int) b;
        if (divisor == 0) {
            return a & 0xffff_ffffL;
        }
        return Integer.toUnsignedLong(signed ? (int) a % divisor : Integer.remainderUnsigned((int) a, divisor));
    }

    /** MOV or, where {@code bits} is 8, 16 or 32, MOVSX. */
    static long move(long value, int bits) {
        return bits == 0 ? value : value << 64 - bits >> 64 - bits;
    }

    /** Truncates to {@code bits}: a conversion to the byte order the machine has. */
    static long truncate(long value, long bits) {
        return bits == 64 ? value : value & (1L << bits) - 1;
    }

    /** Reverses the low {@code bits} / 8 bytes and clears the rest. */
    static long swap(long value, long bits) {
        return Long.reverseBytes(value) >>> 64 - bits;
    }

    /** The value of W or DW memory after the read-modify-write {@code operation} (the imm field, without FETCH). */
    static long modify(int operation, long old, long source) {
        return switch (operation) {
            case Opcode.ADD -> old + source;
            case Opcode.OR -> old | source;
            case Opcode.AND -> old & source;
            case Opcode.XOR -> old ^ source;
            default -> throw new IllegalStateException("atomic operation " + operation);
        };
    }
}
