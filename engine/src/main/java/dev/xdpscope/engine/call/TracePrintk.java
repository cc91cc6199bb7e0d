package dev.xdpscope.engine.call;

import dev.xdpscope.engine.memory.AccessException;
import java.nio.charset.StandardCharsets;

/**
 * {@code bpf_trace_printk}: the format rules of bpf_bprintf_prepare() in kernel/bpf/helpers.c (6.12) with the conversions
 * d i u x X (also l and ll), c, s and p, at most three of them. Pointers are printed as they are, p with one of x K s S B
 * included; the address conversions (pI4, pi6 …) are refused.
 */
final class TracePrintk {
    private static final long EINVAL = -22;
    private static final int LONGEST_STRING = 511;

    /** A line of the trace pipe (BPF_TRACE_PRINTK_SIZE, less the final zero). */
    static final int LONGEST_LINE = 1023;

    private TracePrintk() {}

    static long call(Caller c) {
        int size = (int) c.argument(2);
        if (size == 0) {
            return EINVAL;
        }
        byte[] format = c.memory().read(c.argument(1), size, c.fromKernel());
        int end = 0;
        while (end < format.length && format[end] != 0) {
            if ((format[end] < ' ' || format[end] == 0x7f) && !(format[end] >= '\t' && format[end] <= '\r')) {
                return EINVAL;
            }
            end++;
        }
        if (end == format.length) {
            return EINVAL;
        }
        StringBuilder out = new StringBuilder();
        if (!print(c, new String(format, 0, end, StandardCharsets.US_ASCII), out)) {
            return EINVAL;
        }
        out.setLength(Math.min(out.length(), LONGEST_LINE));
        c.tell(new CallEvent.Printed(out.toString().stripTrailing()));
        return out.length();
    }

    private static boolean print(Caller c, String format, StringBuilder out) {
        int argument = 3;
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                out.append(format.charAt(i));
            } else if (format.startsWith("%%", i)) {
                out.append('%');
                i++;
            } else {
                Conversion conversion = Conversion.parse(format, i + 1);
                if (conversion.kind() == 0 || argument > 5) {
                    return false;
                }
                conversion.append(out, text(c, conversion, c.argument(argument++)));
                i = conversion.last();
            }
        }
        return true;
    }

    private static String text(Caller c, Conversion conversion, long argument) {
        long value = conversion.wide() ? argument : argument & 0xffff_ffffL;
        return switch (conversion.kind()) {
            case 'd', 'i' -> Long.toString(conversion.wide() ? argument : (int) argument);
            case 'u' -> Long.toUnsignedString(value);
            case 'x' -> Long.toHexString(value);
            case 'X' -> Long.toHexString(value).toUpperCase(java.util.Locale.ROOT);
            case 'c' -> String.valueOf((char) (argument & 0xff));
            case 's' -> string(c, argument);
            default -> "%016x".formatted(argument);
        };
    }

    /** A string that cannot be read is printed as an empty one. */
    private static String string(Caller c, long address) {
        StringBuilder s = new StringBuilder();
        try {
            while (s.length() < LONGEST_STRING) {
                long ch = c.memory().load(address + s.length(), 1, true);
                if (ch == 0) {
                    break;
                }
                s.append((char) ch);
            }
            return s.toString();
        } catch (AccessException unreadable) {
            return "";
        }
    }
}
