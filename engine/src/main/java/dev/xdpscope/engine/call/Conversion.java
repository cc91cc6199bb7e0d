package dev.xdpscope.engine.call;

/**
 * What follows a percent sign in a format of {@link TracePrintk}.
 *
 * @param flags those of {@code 0 + - space} that are there
 * @param width least number of characters
 * @param wide whether the argument is 64 bits
 * @param kind the letter; 0 if the conversion is not supported
 * @param last index of its last character
 */
record Conversion(String flags, int width, boolean wide, char kind, int last) {

    static Conversion parse(String format, int start) {
        int i = start;
        while (" 0+-".indexOf(at(format, i)) >= 0) {
            i++;
        }
        String flags = format.substring(start, i);
        int width = 0;
        for (; at(format, i) >= '0' && at(format, i) <= '9'; i++) {
            width = Math.min(TracePrintk.LONGEST_LINE, width * 10 + at(format, i) - '0');
        }
        int sizes = i;
        while (i < sizes + 2 && at(format, i) == 'l') {
            i++;
        }
        boolean wide = i > sizes;
        char kind = at(format, i);
        String known = wide ? "diuxX" : "diuxXcsp";
        if (kind == 'p' && Character.isLetterOrDigit(at(format, i + 1))) {
            i++;
            known = "xKsSB".indexOf(at(format, i)) >= 0 ? known : "";
        } else if (kind == 's' && Character.isLetterOrDigit(at(format, i + 1))) {
            known = "";
        }
        return new Conversion(flags, width, wide, known.indexOf(kind) >= 0 ? kind : 0, i);
    }

    /** The character at {@code i}, or 0 past the end. */
    private static char at(String format, int i) {
        return i < format.length() ? format.charAt(i) : 0;
    }

    void append(StringBuilder out, String text) {
        String sign = "";
        String digits = text;
        if (kind == 'd' || kind == 'i') {
            boolean negative = text.startsWith("-");
            sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
            digits = negative ? text.substring(1) : text;
        }
        int pad = Math.max(0, width - sign.length() - digits.length());
        boolean left = flags.contains("-");
        boolean zeros = flags.contains("0") && !left && kind != 's' && kind != 'c';
        out.repeat(' ', left || zeros ? 0 : pad).append(sign).repeat('0', zeros ? pad : 0).append(digits)
                .repeat(' ', left ? pad : 0);
    }
}
