package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;

/** {@code bpf_strtol()}, {@code bpf_strtoul()}, {@code bpf_strncmp()}: kernel/bpf/helpers.c and lib/kstrtox.c, 6.18. */
final class StringHelpers {
    private static final long BASE = 0x1f;

    /** Digits that are looked at: the kernel copies that much. */
    private static final int MOST = 63;

    /**
     * A number that was read.
     *
     * @param result how many characters make it, or a negative errno
     * @param value unsigned, without its sign
     */
    private record Number(long result, boolean negative, long value) {
        static Number none(long errno) {
            return new Number(errno, false, 0);
        }
    }

    private StringHelpers() {}

    static Calls addTo(Calls calls) {
        return calls.helper(105, "bpf_strtol", StringHelpers::strtol)
                .helper(106, "bpf_strtoul", StringHelpers::strtoul)
                .helper(182, "bpf_strncmp", StringHelpers::strncmp);
    }

    /** Arguments text, its length, base, where the number goes: 0 if there is an error. */
    private static long strtol(Caller c) {
        Number number = parse(c);
        long value = number.negative ? -number.value : number.value;
        boolean fits = number.negative ? value <= 0 : value >= 0;
        return put(c, number, fits ? 0 : Errno.ERANGE.negative(), value);
    }

    private static long strtoul(Caller c) {
        Number number = parse(c);
        return put(c, number, number.negative ? Errno.EINVAL.negative() : 0, number.value);
    }

    private static long put(Caller c, Number number, long error, long value) {
        long result = number.result < 0 || error == 0 ? number.result : error;
        c.memory().store(c.argument(4), Long.BYTES, result < 0 ? 0 : value, c.fromKernel());
        return result;
    }

    /** The number's place is cleared before the text is looked at: it may be the same. */
    private static Number parse(Caller c) {
        c.memory().store(c.argument(4), Long.BYTES, 0, c.fromKernel());
        byte[] text = c.memory().read(c.argument(1), (int) c.argument(2), c.fromKernel());
        long flags = c.argument(3);
        int base = (int) (flags & BASE);
        if (text.length == 0 || base != 0 && base != 8 && base != 10 && base != 16 || (flags & ~BASE) != 0) {
            return Number.none(Errno.EINVAL.negative());
        }
        int i = 0;
        while (i < text.length && KernelText.space(text[i])) {
            i++;
        }
        boolean negative = i < text.length && text[i] == '-';
        i += negative ? 1 : 0;
        return i == text.length ? Number.none(Errno.EINVAL.negative()) : digits(text, i, base, negative);
    }

    private static Number digits(byte[] text, int from, int given, boolean negative) {
        int end = Math.min(text.length, from + MOST);
        boolean prefix = from + 1 < end && text[from] == '0' && (text[from + 1] | 0x20) == 'x';
        int base = given;
        if (base == 0) {
            boolean hex = prefix && from + 2 < end && Character.digit(text[from + 2], 16) >= 0;
            base = text[from] != '0' ? 10 : hex ? 16 : 8;
        }
        int first = base == 16 && prefix ? from + 2 : from;
        int i = first;
        long value = 0;
        boolean overflow = false;
        for (; i < end && Character.digit(text[i], base) >= 0; i++) {
            int digit = Character.digit(text[i], base);
            overflow |= Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, base)) > 0;
            value = value * base + digit;
        }
        if (overflow) {
            return Number.none(Errno.ERANGE.negative());
        }
        return i == first ? Number.none(Errno.EINVAL.negative()) : new Number(i, negative, value);
    }

    /** Arguments text, its length, a string that does not change. */
    private static long strncmp(Caller c) {
        byte[] text = c.memory().read(c.argument(1), (int) c.argument(2), c.fromKernel());
        byte[] other = KernelText.constant(c, 3);
        for (int i = 0; i < text.length; i++) {
            int left = text[i] & 0xff;
            int right = i < other.length ? other[i] & 0xff : 0;
            if (left != right || left == 0) {
                return Integer.compare(left, right);
            }
        }
        return 0;
    }
}
