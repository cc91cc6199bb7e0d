package dev.xdpscope.engine.call;

import java.nio.charset.StandardCharsets;

/**
 * {@code bpf_trace_printk}: the conversions of kernel/trace/bpf_trace.c (6.12) that make sense here: d i u x X p c s with
 * the sizes l and ll, at most three arguments.
 */
final class TracePrintk {
    private static final long EINVAL = -22;
    private static final int LONGEST_STRING = 128;

    private TracePrintk() {}

    static long call(Caller c) {
        int size = (int) c.argument(2);
        if (size <= 0) {
            return EINVAL;
        }
        String format = text(c.memory().read(c.argument(1), size, c.fromKernel()));
        StringBuilder out = new StringBuilder();
        int argument = 3;
        for (int i = 0; i < format.length(); i++) {
            char ch = format.charAt(i);
            if (ch != '%') {
                out.append(ch);
                continue;
            }
            int longs = 0;
            i++;
            while (i < format.length() && (format.charAt(i) == 'l' || Character.isDigit(format.charAt(i)))) {
                longs += format.charAt(i++) == 'l' ? 1 : 0;
            }
            if (i == format.length() || format.charAt(i) != '%' && argument > 5) {
                return EINVAL;
            }
            if (format.charAt(i) == '%') {
                out.append('%');
            } else if (!convert(c, format.charAt(i), longs > 0, c.argument(argument++), out)) {
                return EINVAL;
            }
        }
        c.tell(new CallEvent.Printed(out.toString().stripTrailing()));
        return out.length();
    }

    private static boolean convert(Caller c, char conversion, boolean wide, long value, StringBuilder out) {
        switch (conversion) {
            case 'd', 'i' -> out.append(wide ? value : (int) value);
            case 'u' -> out.append(Long.toUnsignedString(wide ? value : value & 0xffff_ffffL));
            case 'x' -> out.append(Long.toHexString(wide ? value : value & 0xffff_ffffL));
            case 'X' -> out.append(Long.toHexString(wide ? value : value & 0xffff_ffffL).toUpperCase(java.util.Locale.ROOT));
            case 'p' -> out.append("%016x".formatted(value));
            case 'c' -> out.append((char) (value & 0xff));
            case 's' -> out.append(string(c, value));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String string(Caller c, long address) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < LONGEST_STRING; i++) {
            long ch = c.memory().load(address + i, 1, true);
            if (ch == 0) {
                break;
            }
            s.append((char) ch);
        }
        return s.toString();
    }

    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }
}
