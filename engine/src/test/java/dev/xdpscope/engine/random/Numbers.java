package dev.xdpscope.engine.random;

import java.util.List;

/** Arithmetic on registers: every operation in both widths, with a register and with an immediate. */
final class Numbers {
    private static final List<String> OPERATIONS =
            List.of("=", "+=", "-=", "*=", "|=", "&=", "^=", "<<=", ">>=", "s>>=",
                    "/=", "%=", "s/=", "s%=");

    private Numbers() {}

    static void any(Frame f) {
        switch (f.choices.below(8)) {
            case 5 -> ofOne(f);
            case 6 -> swap(f);
            case 7 -> f.line("r%2$d = 0x%1$x ll", f.choices.value(), f.target());
            default -> ofTwo(f);
        }
    }

    private static void ofTwo(Frame f) {
        boolean wide = f.choices.below(2) == 0;
        String op = OPERATIONS.get(f.choices.below(OPERATIONS.size()));
        int d = f.changed();
        String source = f.choices.either() ? register(wide, f.source()) : Integer.toString(immediate(f, op, wide));
        f.line("%s %s %s", register(wide, d), op, source);
    }

    /** The verifier refuses immediates that divide by zero, and shifts by more bits than there are. */
    private static int immediate(Frame f, String op, boolean wide) {
        int value = f.choices.immediate();
        if (op.contains("/") || op.contains("%")) {
            return value == 0 ? 1 : value;
        }
        return op.contains("<<") || op.contains(">>") ? value & (wide ? 63 : 31) : value;
    }

    private static void ofOne(Frame f) {
        boolean wide = f.choices.below(2) == 0;
        int bits = 8 << f.choices.below(wide ? 4 : 3);
        if (bits == (wide ? 64 : 32)) {
            int d = f.changed();
            f.line("%1$s = -%1$s", register(wide, d));
        } else {
            int s = f.source();
            f.line("%s = (s%d)%s", register(wide, f.target()), bits, register(wide, s));
        }
    }

    private static void swap(Frame f) {
        f.line("r%3$d = %1$s%2$d r%3$d", f.choices.of(new String[]{"le", "be", "bswap"}), 16 << f.choices.below(3),
                f.changed());
    }

    static String register(boolean wide, int number) {
        return (wide ? "r" : "w") + number;
    }

    /** Between two registers or a register and an immediate, for {@code if}. */
    static String condition(Frame f) {
        boolean wide = f.choices.below(2) == 0;
        String op = f.choices.of(new String[]{"==", "!=", ">", ">=", "<", "<=", "s>", "s>=", "s<", "s<=", "&"});
        int left = f.source();
        return register(wide, left) + " " + op + " "
                + (f.choices.either() ? register(wide, f.source()) : Integer.toString(f.choices.immediate()));
    }
}
