package dev.xdpscope.drivers.unroll;

import dev.xdpscope.engine.isa.Spot;
import java.util.Locale;

/**
 * A number of one of C's types int, unsigned int, long and unsigned long (of 64 bits), and C's arithmetic on them.
 *
 * @param value sign- or zero-extended as its type says; an unsigned long beyond 2^63 is negative here
 * @param wide 64 bits rather than 32
 */
record CNumber(long value, boolean wide, boolean unsigned) {
    private static final long U32_MAX = 0xffff_ffffL;

    CNumber {
        if (!wide) {
            value = unsigned ? value & U32_MAX : (int) value;
        }
    }

    /** What {@code sizeof} and {@code offsetof} give. */
    static CNumber size(long bytes) {
        return new CNumber(bytes, true, true);
    }

    /** A number of the narrowest type that holds it, as for an enumerator or a decimal constant. */
    static CNumber of(long value) {
        return new CNumber(value, value != (int) value, false);
    }

    /** A decimal, octal or hexadecimal constant with its suffix. */
    static CNumber literal(String text, Spot spot) {
        String digits = text.toLowerCase(Locale.ROOT).replaceFirst("[ul]*$", "");
        String suffix = text.substring(digits.length()).toLowerCase(Locale.ROOT);
        boolean hex = digits.startsWith("0x");
        boolean octal = !hex && digits.length() > 1 && digits.startsWith("0");
        long value;
        try {
            value = Long.parseUnsignedLong(hex ? digits.substring(2) : digits, hex ? 16 : octal ? 8 : 10);
        } catch (NumberFormatException e) {
            throw spot.problem("the number " + text + " is none, or does not fit 64 bits");
        }
        boolean unsigned = suffix.contains("u");
        boolean mayBeUnsigned = unsigned || hex || octal;
        boolean narrow = value >= 0 && (value <= Integer.MAX_VALUE || mayBeUnsigned && value <= U32_MAX);
        if (narrow && !suffix.contains("l")) {
            return new CNumber(value, false, unsigned || value > Integer.MAX_VALUE);
        }
        return new CNumber(value, true, unsigned || value < 0);
    }

    /** This number as an integer of so many bits, which becomes int if it is narrower. */
    CNumber cast(int bits, boolean toUnsigned) {
        long cut = toUnsigned ? value & BitRange.ones(bits) : value << (64 - bits) >> (64 - bits);
        return bits < 32 ? new CNumber(cut, false, false) : new CNumber(cut, bits == 64, toUnsigned);
    }

    CNumber negated() {
        return new CNumber(-value, wide, unsigned);
    }

    CNumber inverted() {
        return new CNumber(~value, wide, unsigned);
    }

    /** {@code this op b}. */
    CNumber with(String op, CNumber b, Spot spot) {
        if (op.equals("<<") || op.equals(">>")) {
            return shifted(op.equals("<<"), b.value, spot);
        }
        boolean both = wide || b.wide;
        boolean u = both ? wide && unsigned || b.wide && b.unsigned : unsigned || b.unsigned;
        CNumber left = new CNumber(value, both, u);
        CNumber right = new CNumber(b.value, both, u);
        return new CNumber(switch (op) {
            case "+" -> left.value + right.value;
            case "-" -> left.value - right.value;
            case "*" -> left.value * right.value;
            case "&" -> left.value & right.value;
            case "|" -> left.value | right.value;
            case "^" -> left.value ^ right.value;
            default -> left.divided(op.equals("/"), right.value, spot);
        }, both, u);
    }

    private long divided(boolean quotient, long by, Spot spot) {
        if (by == 0) {
            throw spot.problem("this divides by 0");
        }
        if (unsigned) {
            return quotient ? Long.divideUnsigned(value, by) : Long.remainderUnsigned(value, by);
        }
        return quotient ? value / by : value % by;
    }

    private CNumber shifted(boolean left, long by, Spot spot) {
        if (by < 0 || by >= (wide ? 64 : 32)) {
            throw spot.problem("this shifts a number of " + (wide ? 64 : 32) + " bits by " + by);
        }
        return new CNumber(left ? value << by : unsigned ? value >>> by : value >> by, wide, unsigned);
    }
}
