package dev.xdpscope.app.view;

import java.util.HexFormat;
import java.util.Optional;

/** Numbers and bytes as people read them. */
public final class Text {
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private Text() {}

    /** {@code 0x2a (42)}; small numbers only once; small negative numbers as such. */
    public static String number(long value) {
        if (value >= -4096 && value < 10) {
            return Long.toString(value);
        }
        String hex = "0x" + Long.toHexString(value);
        return value > 0 && value < 1_000_000 ? hex + " (" + value + ")" : hex;
    }

    /** A register or an 8-byte stack slot: a 32-bit negative number is shown as such, for it is most often an errno. */
    public static String register(long value) {
        boolean errno = value >>> 32 == 0 && (int) value < 0 && (int) value >= -4096;
        return errno ? (int) value + " (u32)" : number(value);
    }

    public static String hex(byte[] bytes) {
        return SPACED.formatHex(bytes);
    }

    /** Bytes as a little-endian number. */
    public static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = Math.min(8, bytes.length) - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    /** {@code before} if it differs from {@code now}. */
    static Optional<String> changed(Optional<String> before, String now) {
        return before.filter(b -> !b.equals(now));
    }

    /** {@code 1 packet}, {@code 2 packets}. */
    public static String count(long n, String what) {
        return "%,d %s%s".formatted(n, what, n == 1 ? "" : "s");
    }
}
