package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The first pass over a format: it is checked, and what its conversions stand for is gathered into 512 bytes, strings and IP
 * addresses as text ({@code bpf_bprintf_prepare()}, kernel/bpf/helpers.c 6.18.44; releases before 6.18's stable updates refuse bytes above
 * 0x7f). Kernel addresses have no symbols here.
 */
final class PrintArguments {
    private static final int ROOM = 512;

    private final Memory memory;
    private final byte[] format;
    private final long[] raw;
    private final ByteBuffer gathered = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
    private int taken;

    /**
     * @param format without its final zero
     * @param raw what there is for its conversions, one number for each
     */
    PrintArguments(Memory memory, byte[] format, long[] raw) {
        this.memory = memory;
        this.format = format;
        this.raw = raw;
    }

    /** Gathers: 0 or a negative errno. */
    long gather() {
        for (int i = 0; i < format.length; i++) {
            if (KernelText.control(format[i])) {
                return Errno.EINVAL.negative();
            }
            if (format[i] == '%' && at(i + 1) == '%') {
                i++;
            } else if (format[i] == '%') {
                int last = taken < raw.length ? conversion(width(i + 1)) : Errno.EINVAL.negative();
                if (last < 0) {
                    return last;
                }
                taken++;
                i = last;
            }
        }
        return 0;
    }

    /** What was gathered, to be read from its start. */
    ByteBuffer gathered() {
        return gathered.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
    }

    private int at(int i) {
        return i < format.length ? format[i] : 0;
    }

    private int width(int from) {
        int i = from;
        while (at(i) == '0' || at(i) == '+' || at(i) == '-' || at(i) == ' ') {
            i++;
        }
        while (at(i) >= '0' && at(i) <= '9') {
            i++;
        }
        return i;
    }

    /** Index of the conversion's last character, or a negative errno. */
    private int conversion(int i) {
        return switch (at(i)) {
            case 'p' -> pointer(i);
            case 's' -> string(i, false);
            case 'c' -> put(1, i);
            default -> number(i);
        };
    }

    private int number(int from) {
        int i = from;
        while (i < from + 2 && at(i) == 'l') {
            i++;
        }
        return switch (at(i)) {
            case 'i', 'd', 'u', 'x', 'X' -> put(i == from ? Integer.BYTES : Long.BYTES, i);
            default -> Errno.EINVAL.negative();
        };
    }

    private int pointer(int i) {
        int form = at(i + 1);
        if (ends(form)) {
            return put(Long.BYTES, i);
        }
        return switch (form) {
            case 'k', 'u' -> at(i + 2) == 's' ? string(i + 2, form == 'u') : Errno.EINVAL.negative();
            case 'K', 'x', 's', 'S' -> put(Long.BYTES, i + 1);
            case 'B' -> text("0x" + Long.toHexString(raw[taken]), i + 1);
            case 'i', 'I' -> switch (at(i + 2)) {
                case '4' -> address(4, form, i + 2);
                case '6' -> address(16, form, i + 2);
                default -> Errno.EINVAL.negative();
            };
            default -> Errno.EINVAL.negative();
        };
    }

    private static boolean ends(int next) {
        return next == 0 || KernelText.space(next) || KernelText.punctuation(next);
    }

    /** Numbers lie at multiples of 4. */
    private int put(int size, int last) {
        if (size > 1) {
            gathered.position(Math.min(ROOM, gathered.position() + 3 & ~3));
        }
        if (gathered.remaining() < size) {
            return Errno.ENOSPC.negative();
        }
        switch (size) {
            case 1 -> gathered.put((byte) raw[taken]);
            case Integer.BYTES -> gathered.putInt((int) raw[taken]);
            default -> gathered.putLong(raw[taken]);
        }
        return last;
    }

    /** What cannot be read is an empty string; an idle task has no memory of users. */
    private int string(int last, boolean user) {
        if (!ends(at(last + 1))) {
            return Errno.EINVAL.negative();
        }
        if (!gathered.hasRemaining()) {
            return Errno.ENOSPC.negative();
        }
        gathered.put(user ? new byte[1]
                : KernelText.string(memory, raw[taken], gathered.remaining()).orElse(new byte[1]));
        return last;
    }

    private int address(int size, int form, int last) {
        if (gathered.remaining() < size) {
            return Errno.ENOSPC.negative();
        }
        byte[] address = new byte[size];
        try {
            address = memory.read(raw[taken], size, true);
        } catch (AccessException unreadable) {
            // It is printed as zeros.
        }
        return text(size == 4 ? ip4(address, form) : ip6(address, form), last);
    }

    private static String ip4(byte[] a, int form) {
        return (form == 'i' ? "%03d.%03d.%03d.%03d" : "%d.%d.%d.%d")
                .formatted(a[0] & 0xff, a[1] & 0xff, a[2] & 0xff, a[3] & 0xff);
    }

    private static String ip6(byte[] address, int form) {
        String digits = HexFormat.of().formatHex(address);
        return form == 'i' ? digits : digits.replaceAll("(.{4})(?!$)", "$1:");
    }

    private int text(String text, int last) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.ISO_8859_1);
        gathered.put(bytes, 0, Math.min(bytes.length, gathered.remaining()));
        return last;
    }
}
