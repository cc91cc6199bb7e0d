package dev.xdpscope.engine.call;

import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Characters and strings as the kernel sees them: lib/ctype.c, mm/maccess.c, arch/x86/mm/maccess.c, 6.18. */
final class KernelText {
    private static final int ASCII = 0x80;
    private static final int NO_BREAK_SPACE = 0xa0;

    /** In Latin-1 letters begin here, but for the two signs among them. */
    private static final int LETTERS = 0xc0;

    private static final int TIMES = 0xd7;
    private static final int DIVIDED = 0xf7;

    private KernelText() {}

    /** {@code isspace()}. Characters are those of Latin-1, as bytes or as numbers up to 255. */
    static boolean space(int ch) {
        return ch >= '\t' && ch <= '\r' || ch == ' ' || (ch & 0xff) == NO_BREAK_SPACE;
    }

    /** {@code isalnum()}. */
    static boolean alphanumeric(int ch) {
        int c = ch & 0xff;
        return c >= '0' && c <= '9' || c < ASCII && (c | 0x20) >= 'a' && (c | 0x20) <= 'z'
                || c >= LETTERS && c != TIMES && c != DIVIDED;
    }

    /** {@code ispunct()}. */
    static boolean punctuation(int ch) {
        int c = ch & 0xff;
        return !alphanumeric(c) && (c > ' ' && c < 0x7f || c > NO_BREAK_SPACE);
    }

    /** Whether it is a control character that no format may have: newline and tab are none. */
    static boolean control(int ch) {
        int c = ch & 0xff;
        return (c < ' ' || c == 0x7f) && !space(c);
    }

    /**
     * Whether the kernel would try to read there on behalf of a program: {@code copy_from_kernel_nofault_allowed()} with
     * addresses of 57 bits.
     */
    static boolean kernelAddress(long address) {
        return address >> 56 == -1;
    }

    /**
     * The string at an address with its final zero, in {@code room} bytes, at least one: a longer one loses its end. Empty if it cannot be
     * read ({@code strncpy_from_kernel_nofault()}).
     */
    static Optional<byte[]> string(Memory memory, long address, int room) {
        byte[] text = new byte[Math.min(room, 64)];
        try {
            for (int i = 0; i < room; i++) {
                text = i < text.length ? text : Arrays.copyOf(text, Math.min(room, 2 * i));
                text[i] = (byte) memory.load(address + i, 1, true);
                if (text[i] == 0) {
                    return Optional.of(Arrays.copyOf(text, i + 1));
                }
            }
        } catch (AccessException unreadable) {
            return Optional.empty();
        }
        text[room - 1] = 0;
        return Optional.of(text);
    }

    /**
     * The string that is argument {@code number}, without its final zero. The verifier lets pass only strings in maps that
     * neither the program nor user space can change, so that its end is known.
     *
     * @throws dev.xdpscope.engine.memory.AccessException if there is no end to it
     */
    static byte[] constant(Caller c, int number) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (long at = c.argument(number);; at++) {
            int ch = (int) c.memory().load(at, 1, c.fromKernel());
            if (ch == 0) {
                return text.toByteArray();
            }
            text.write(ch);
        }
    }
}
