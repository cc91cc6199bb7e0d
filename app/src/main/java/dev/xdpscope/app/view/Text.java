package dev.xdpscope.app.view;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.engine.abi.Errno;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Numbers and bytes as people read them. */
public final class Text {
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    /** Characters of a remark that a lane of the least width shows. */
    private static final int LANE = 46;

    private Text() {}

    /** {@code 0x2a (42)}; small numbers only once; small negative numbers as such. */
    public static String number(long value) {
        if (value >= -4096 && value < 10) {
            return Long.toString(value);
        }
        String hex = "0x" + Long.toHexString(value);
        return value > 0 && value < 100_000 ? hex + " (" + value + ")" : hex;
    }

    /** A register or an 8-byte stack slot: what is most often an errno is shown as one. */
    public static String register(long value) {
        OptionalInt negative = Errno.in(value);
        return negative.isPresent() ? Errno.explained(negative.getAsInt()) : number(value);
    }

    /** A descriptor field: named values with their name, others as short as they can be told. */
    static String field(Field f, long value) {
        Optional<String> name = Optional.ofNullable(f.values().get(value));
        if (name.isPresent()) {
            return Long.toUnsignedString(value) + " (" + name.get() + ")";
        }
        return value >= 0 && value < 10 ? Long.toString(value) : number(value);
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

    /** {@code text} in lines that fit a lane. */
    static List<String> lines(String text) {
        return lines(text, LANE);
    }

    /** {@code text} in lines of at most {@code width} characters, unless a word is longer. */
    public static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** {@code 1 packet}, {@code 2 packets}. */
    public static String count(long n, String what) {
        return "%,d %s%s".formatted(n, what, n == 1 ? "" : "s");
    }
}
