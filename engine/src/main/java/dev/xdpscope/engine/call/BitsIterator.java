package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.AccessException;

/**
 * {@code bpf_iter_bits_new()}, {@code _next()} and {@code _destroy()}: the numbers of the bits that are set
 * (kernel/bpf/helpers.c, 6.18). The iterator lies on the program's stack, 16 bytes: the word itself or, of more than one word,
 * the address of the kernel's copy; then the number of bits and the present one, both {@code int}.
 */
final class BitsIterator {
    private static final int COUNT = 8;
    private static final int BIT = 12;

    private BitsIterator() {}

    /** Arguments iterator, address of the words, their number. */
    static long create(Caller c) {
        set(c, 0, 8, 0);
        set(c, COUNT, 4, 0);
        set(c, BIT, 4, -1);
        long words = c.argument(3) & 0xffff_ffffL;
        if (c.argument(2) == 0 || words == 0) {
            return Errno.EINVAL.negative();
        }
        if (words > BitWords.MOST) {
            return Errno.E2BIG.negative();
        }
        byte[] bytes;
        try {
            bytes = c.memory().read(c.argument(2), (int) words * 8, true);
        } catch (AccessException unreadable) {
            return Errno.EFAULT.negative();
        }
        long held = words == 1 ? c.memory().load(c.argument(2), 8, true) : c.kernel().bits().keep(bytes);
        if (words > 1 && held == 0) {
            return Errno.ENOMEM.negative();
        }
        set(c, 0, 8, held);
        set(c, COUNT, 4, words * 64);
        return 0;
    }

    /** Argument iterator; gives the address of the bit's number, or 0 behind the last. */
    static long next(Caller c) {
        int count = (int) get(c, COUNT, 4);
        int bit = (int) get(c, BIT, 4);
        if (count == 0 || bit >= count) {
            return 0;
        }
        long held = get(c, 0, 8);
        do {
            bit++;
        } while (bit < count && (word(c, held, count, bit >>> 6) >>> bit & 1) == 0);
        set(c, BIT, 4, bit);
        return bit < count ? c.argument(1) + BIT : 0;
    }

    private static long word(Caller c, long held, int count, int index) {
        return count == 64 ? held : c.kernel().bits().word(held, index);
    }

    /** Argument iterator. */
    static long destroy(Caller c) {
        if (get(c, COUNT, 4) > 64) {
            c.kernel().bits().free(get(c, 0, 8));
        }
        return 0;
    }

    private static long get(Caller c, int at, int size) {
        return c.memory().load(c.argument(1) + at, size, c.fromKernel());
    }

    private static void set(Caller c, int at, int size, long value) {
        c.memory().store(c.argument(1) + at, size, value, c.fromKernel());
    }
}
