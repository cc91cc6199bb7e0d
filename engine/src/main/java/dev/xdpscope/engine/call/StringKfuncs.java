package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.AccessException;

/**
 * The kfuncs on strings anywhere in the kernel's memory: kernel/bpf/helpers.c, 6.18. Positions are numbers from 0; a string has at most
 * 65,535 characters.
 */
final class StringKfuncs {
    /** XATTR_SIZE_MAX, include/uapi/linux/limits.h. */
    private static final int MOST = 0x10000;

    private StringKfuncs() {}

    static Calls addTo(Calls calls) {
        return calls.intKfunc("bpf_strcmp", c -> two(c, (a, b) -> compare(a, b, false)))
                .intKfunc("bpf_strcasecmp", c -> two(c, (a, b) -> compare(a, b, true)))
                .intKfunc("bpf_strnchr", c -> one(c,
                        s -> find(s, c.argument(2), character(c, 3), Errno.ENOENT.negative())))
                .intKfunc("bpf_strchr", c -> one(c, s -> find(s, MOST, character(c, 2), Errno.ENOENT.negative())))
                .intKfunc("bpf_strchrnul", c -> one(c, s -> findOrEnd(s, character(c, 2))))
                .intKfunc("bpf_strrchr", c -> one(c, s -> findLast(s, (int) c.argument(2))))
                .intKfunc("bpf_strnlen", c -> one(c, s -> length(s, c.argument(2))))
                .intKfunc("bpf_strlen", c -> one(c, s -> length(s, MOST)))
                .intKfunc("bpf_strspn", c -> two(c, (a, b) -> span(a, b, true)))
                .intKfunc("bpf_strcspn", c -> two(c, (a, b) -> span(a, b, false)))
                .intKfunc("bpf_strnstr", c -> two(c, (a, b) -> search(a, b, c.argument(3))))
                .intKfunc("bpf_strstr", c -> two(c, (a, b) -> search(a, b, MOST)));
    }

    private interface OfOne {
        long of(KernelString s);
    }

    private interface OfTwo {
        long of(KernelString a, KernelString b);
    }

    private static long one(Caller c, OfOne function) {
        return two(c, 1, (a, unused) -> function.of(a));
    }

    private static long two(Caller c, OfTwo function) {
        return two(c, 2, function);
    }

    private static long two(Caller c, int last, OfTwo function) {
        if (!KernelText.kernelAddress(c.argument(1)) || !KernelText.kernelAddress(c.argument(last))) {
            return Errno.ERANGE.negative();
        }
        try {
            return function.of(new KernelString(c.memory(), c.argument(1)),
                    new KernelString(c.memory(), c.argument(last)));
        } catch (AccessException unreadable) {
            return Errno.EFAULT.negative();
        }
    }

    private static int character(Caller c, int number) {
        return (int) c.argument(number) & 0xff;
    }

    private static long compare(KernelString a, KernelString b, boolean ignoreCase) {
        for (int i = 0; i < MOST; i++) {
            int left = ignoreCase ? KernelText.lower(a.at(i)) : a.at(i);
            int right = ignoreCase ? KernelText.lower(b.at(i)) : b.at(i);
            if (left != right || left == 0) {
                return Integer.compare(left, right);
            }
        }
        return Errno.E2BIG.negative();
    }

    /** The first {@code ch} of at most {@code count} characters; the final zero is one. */
    private static long find(KernelString s, long count, int ch, long none) {
        int i = 0;
        for (; Long.compareUnsigned(i, count) < 0 && i < MOST; i++) {
            int at = s.at(i);
            if (at == ch) {
                return i;
            }
            if (at == 0) {
                return none;
            }
        }
        return i == MOST ? Errno.E2BIG.negative() : none;
    }

    private static long findOrEnd(KernelString s, int ch) {
        for (int i = 0; i < MOST; i++) {
            int at = s.at(i);
            if (at == 0 || at == ch) {
                return i;
            }
        }
        return Errno.E2BIG.negative();
    }

    private static long findLast(KernelString s, int ch) {
        long last = Errno.ENOENT.negative();
        for (int i = 0; i < MOST; i++) {
            int at = s.at(i);
            last = at == ch ? i : last;
            if (at == 0) {
                return last;
            }
        }
        return Errno.E2BIG.negative();
    }

    private static long length(KernelString s, long count) {
        int i = 0;
        for (; Long.compareUnsigned(i, count) < 0 && i < MOST; i++) {
            if (s.at(i) == 0) {
                return i;
            }
        }
        return i == MOST ? Errno.E2BIG.negative() : i;
    }

    /** How many characters at the start are, or are not, {@code among} others. */
    private static long span(KernelString s, KernelString among, boolean inside) {
        for (int i = 0; i < MOST; i++) {
            int at = s.at(i);
            if (at == 0) {
                return i;
            }
            long found = find(among, MOST, at, Errno.ENOENT.negative());
            if (found == Errno.E2BIG.negative()) {
                return found;
            }
            if (found >= 0 != inside) {
                return i;
            }
        }
        return Errno.E2BIG.negative();
    }

    /** Where the second string begins in the first {@code count} characters of the first. */
    private static long search(KernelString in, KernelString what, long count) {
        for (int i = 0; i < MOST; i++) {
            int j = 0;
            for (; Long.compareUnsigned(i + j, count) <= 0 && j < MOST; j++) {
                int wanted = what.at(j);
                if (wanted == 0) {
                    return i;
                }
                if (i + j == count) {
                    break;
                }
                int at = in.at(i + j);
                if (at == 0) {
                    return Errno.ENOENT.negative();
                }
                if (at != wanted) {
                    break;
                }
            }
            if (j == MOST) {
                return Errno.E2BIG.negative();
            }
            if (i + j == count) {
                return Errno.ENOENT.negative();
            }
        }
        return Errno.E2BIG.negative();
    }
}
