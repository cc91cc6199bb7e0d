package dev.xdpscope.engine.run;

/**
 * Arithmetic whose result Java's operators do not give by themselves (RFC 9669, sections 4.1 and 4.2). 32-bit operations
 * take and give the low halves.
 */
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

    static int divide(int a, int b, boolean signed) {
        if (b == 0) {
            return 0;
        }
        return signed ? a / b : Integer.divideUnsigned(a, b);
    }

    static int modulo(int a, int b, boolean signed) {
        if (b == 0) {
            return a;
        }
        return signed ? a % b : Integer.remainderUnsigned(a, b);
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
            case 0x00 -> old + source;
            case 0x40 -> old | source;
            case 0x50 -> old & source;
            case 0xa0 -> old ^ source;
            default -> throw new IllegalStateException("atomic operation " + operation);
        };
    }
}
