package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;

/**
 * {@code bpf_iter_num_new()}, {@code _next()} and {@code _destroy()}: numbers one after another (kernel/bpf/bpf_iter.c, 6.18).
 * The iterator lies on the program's stack, 8 bytes: the present number and the end, both {@code int}.
 */
final class NumIterator {
    private static final int END = 4;

    private NumIterator() {}

    /** Arguments iterator, first number, end. */
    static long create(Caller c) {
        int start = (int) c.argument(2);
        int end = (int) c.argument(3);
        if (start > end) {
            set(c, 0, 0);
            return Errno.EINVAL.negative();
        }
        if ((long) end - start > Loop.MOST) {
            set(c, 0, 0);
            return Errno.E2BIG.negative();
        }
        set(c, start - 1, end);
        return 0;
    }

    /** Argument iterator; gives the address of the number, or 0 behind the last. */
    static long next(Caller c) {
        int next = number(c, 0) + 1;
        if (next >= number(c, END)) {
            set(c, 0, 0);
            return 0;
        }
        c.memory().store(c.argument(1), 4, next, c.fromKernel());
        return c.argument(1);
    }

    /** Argument iterator. */
    static long destroy(Caller c) {
        set(c, 0, 0);
        return 0;
    }

    private static int number(Caller c, int at) {
        return (int) c.memory().load(c.argument(1) + at, 4, c.fromKernel());
    }

    private static void set(Caller c, int now, int end) {
        c.memory().store(c.argument(1), 4, now, c.fromKernel());
        c.memory().store(c.argument(1) + END, 4, end, c.fromKernel());
    }
}
