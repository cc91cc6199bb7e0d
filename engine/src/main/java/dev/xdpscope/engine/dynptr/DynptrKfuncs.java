package dev.xdpscope.engine.dynptr;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.Calls;

/**
 * The kfuncs that look at dynptrs, cut them, and copy and fill what they describe (kernel/bpf/helpers.c, 6.12; bpf_dynptr_copy and
 * bpf_dynptr_memset 6.18).
 */
final class DynptrKfuncs {
    private static final long WORD = 0xffff_ffffL;

    private DynptrKfuncs() {}

    static Calls addTo(Calls calls) {
        return calls.kfunc("bpf_dynptr_slice", c -> Content.of(c, 1).slice(word(c, 2), c.argument(3), word(c, 4)))
                .kfunc("bpf_dynptr_slice_rdwr",
                        c -> Content.of(c, 1).writableSlice(word(c, 2), c.argument(3), word(c, 4)))
                .intKfunc("bpf_dynptr_adjust", DynptrKfuncs::adjust)
                .kfunc("bpf_dynptr_is_null", c -> Dynptr.of(c, 1).isNull() ? 1 : 0)
                .kfunc("bpf_dynptr_is_rdonly", c -> Dynptr.of(c, 1).isReadOnly() ? 1 : 0)
                .intKfunc("bpf_dynptr_size", DynptrKfuncs::size)
                .intKfunc("bpf_dynptr_clone", DynptrKfuncs::copyDynptr)
                .intKfunc("bpf_dynptr_copy", DynptrKfuncs::copy)
                .intKfunc("bpf_dynptr_memset", DynptrKfuncs::fill);
    }

    private static long word(Caller c, int number) {
        return c.argument(number) & WORD;
    }

    /** Arguments dynptr, start, end. */
    private static long adjust(Caller c) {
        Dynptr dynptr = Dynptr.of(c, 1);
        long start = word(c, 2);
        long end = word(c, 3);
        if (dynptr.isNull() || start > end) {
            return Errno.EINVAL.negative();
        }
        if (end > dynptr.size()) {
            return Errno.ERANGE.negative();
        }
        dynptr.narrow(start, end);
        return 0;
    }

    private static long size(Caller c) {
        Dynptr dynptr = Dynptr.of(c, 1);
        return dynptr.isNull() ? Errno.EINVAL.negative() : dynptr.size();
    }

    /** Arguments dynptr, place for another. */
    private static long copyDynptr(Caller c) {
        Dynptr dynptr = Dynptr.of(c, 1);
        Dynptr other = Dynptr.place(c, 2);
        if (dynptr.isNull()) {
            other.clear();
            return Errno.EINVAL.negative();
        }
        dynptr.copyTo(other);
        return 0;
    }

    /** Arguments destination, its offset, source, its offset, length. */
    private static long copy(Caller c) {
        return Content.of(c, 3).copyTo(Content.of(c, 1), word(c, 2), word(c, 4), word(c, 5));
    }

    /** Arguments dynptr, offset, length, byte. */
    private static long fill(Caller c) {
        return Content.of(c, 1).fill(word(c, 2), word(c, 3), (byte) c.argument(4));
    }
}
