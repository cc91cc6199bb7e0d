package dev.xdpscope.engine.call;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The second pass over a format: the line is put together of what {@link PrintArguments} gathered ({@code bstr_printf()} and
 * {@code number()}, lib/vsprintf.c 6.18). Addresses that the kernel would hash (p, pK) are printed as they are.
 */
final class PrintLine {
    /** Flags and width between the percent sign and the letter; a width of -1 is none. */
    private record Spec(boolean left, boolean plus, boolean space, boolean zeros, int width) {
        Spec pointer() {
            return width == -1 ? new Spec(left, plus, space, true, 2 * Long.BYTES) : this;
        }
    }

    private final byte[] format;
    private final ByteBuffer arguments;
    private final int room;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long length;
    private int at;

    private PrintLine(byte[] format, ByteBuffer arguments, int room) {
        this.format = format;
        this.arguments = arguments;
        this.room = room;
    }

    /**
     * @param format without its final zero
     * @param arguments what was gathered for it
     * @param room bytes that there are for the line and its final zero
     */
    static PrintLine of(byte[] format, ByteBuffer arguments, int room) {
        PrintLine line = new PrintLine(format, arguments, room);
        while (line.at < format.length) {
            if (line.next() == '%') {
                line.conversion(line.spec());
            } else {
                line.put(format[line.at - 1]);
            }
        }
        return line;
    }

    /** Bytes of the whole line, whether or not there was room for it. */
    int length() {
        return (int) length;
    }

    /** As much of the line as there was room for beside a final zero. */
    byte[] bytes() {
        byte[] all = out.toByteArray();
        return all.length < room ? all : Arrays.copyOf(all, Math.max(0, room - 1));
    }

    private int peek() {
        return at < format.length ? format[at] : 0;
    }

    private int next() {
        int ch = peek();
        at++;
        return ch;
    }

    private Spec spec() {
        int from = at;
        while (peek() == '0' || peek() == '+' || peek() == '-' || peek() == ' ') {
            at++;
        }
        String flags = new String(format, from, at - from, StandardCharsets.ISO_8859_1);
        int width = -1;
        if (peek() >= '0' && peek() <= '9') {
            for (width = 0; peek() >= '0' && peek() <= '9'; at++) {
                width = width * 10 + peek() - '0';
            }
        }
        return new Spec(flags.contains("-"), flags.contains("+"), flags.contains(" "), flags.contains("0"), width);
    }

    private void conversion(Spec spec) {
        boolean wide = false;
        while (peek() == 'l') {
            wide = true;
            at++;
        }
        int letter = next();
        switch (letter) {
            case '%' -> put('%');
            case 'c' -> padded(spec, Character.toString(arguments.hasRemaining() ? arguments.get() & 0xff : 0));
            case 's' -> padded(spec, string());
            case 'p' -> pointer(spec);
            case 'd', 'i' -> signed(spec, wide ? word(Long.BYTES) : (int) word(Integer.BYTES));
            case 'u' -> number(spec, "", Long.toUnsignedString(word(wide ? Long.BYTES : Integer.BYTES)));
            default -> {
                String digits = Long.toHexString(word(wide ? Long.BYTES : Integer.BYTES));
                number(spec, "", letter == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
            }
        }
    }

    private void pointer(Spec spec) {
        switch (peek()) {
            case 's', 'S' -> padded(spec, "0x" + Long.toHexString(word(Long.BYTES)));
            case 'i', 'I', 'B', 'k', 'u' -> {
                // Where the line is full the kernel passes over neither the text nor its length.
                if (length < room) {
                    string().chars().forEach(this::put);
                }
            }
            default -> number(spec.pointer(), "", Long.toHexString(word(Long.BYTES)));
        }
        while (KernelText.alphanumeric(peek())) {
            at++;
        }
    }

    /** A number of the arguments, zero-extended. */
    private long word(int size) {
        arguments.position(Math.min(arguments.capacity() - size, arguments.position() + 3 & ~3));
        return size == Long.BYTES ? arguments.getLong() : arguments.getInt() & 0xffff_ffffL;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        while (arguments.hasRemaining()) {
            int ch = arguments.get() & 0xff;
            if (ch == 0) {
                break;
            }
            text.append((char) ch);
        }
        return text.toString();
    }

    private void signed(Spec spec, long value) {
        String sign = value < 0 ? "-" : spec.plus ? "+" : spec.space ? " " : "";
        number(spec, sign, Long.toUnsignedString(value < 0 ? -value : value));
    }

    private void number(Spec spec, String sign, String digits) {
        int pad = spec.width - sign.length() - digits.length();
        pad(' ', spec.left || spec.zeros ? 0 : pad);
        sign.chars().forEach(this::put);
        pad('0', spec.zeros && !spec.left ? pad : 0);
        digits.chars().forEach(this::put);
        pad(' ', spec.left ? pad : 0);
    }

    private void padded(Spec spec, String text) {
        int pad = spec.width - text.length();
        pad(' ', spec.left ? 0 : pad);
        text.chars().forEach(this::put);
        pad(' ', spec.left ? pad : 0);
    }

    private void pad(char ch, int count) {
        for (long i = Math.min(count, room - length); i > 0; i--) {
            out.write(ch);
        }
        length += Math.max(0, count);
    }

    private void put(int ch) {
        if (length < room) {
            out.write(ch);
        }
        length++;
    }
}
