package dev.xdpscope.engine.dynptr;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.call.MapArgument;
import dev.xdpscope.engine.call.RecordHelpers;
import dev.xdpscope.engine.map.RingBuffer;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.OptionalInt;

/**
 * Helpers and kfuncs that make dynptrs, and use and end them (kernel/bpf/helpers.c, kernel/bpf/ringbuf.c, net/core/filter.c; 6.12
 * and 6.18). That a ring buffer's record is given back once is the verifier's to see; the others are {@link DynptrKfuncs}.
 */
public final class DynptrCalls {
    private static final long WORD = 0xffff_ffffL;

    private DynptrCalls() {}

    /** {@code calls} with these added. */
    public static Calls addTo(Calls calls) {
        return DynptrKfuncs.addTo(calls).helper(197, "bpf_dynptr_from_mem", DynptrCalls::fromMem)
                .helper(198, "bpf_ringbuf_reserve_dynptr", DynptrCalls::reserve)
                .helper(199, "bpf_ringbuf_submit_dynptr", c -> commit(c, false))
                .helper(200, "bpf_ringbuf_discard_dynptr", c -> commit(c, true))
                .helper(201, "bpf_dynptr_read", DynptrCalls::read)
                .helper(202, "bpf_dynptr_write", DynptrCalls::write)
                .helper(203, "bpf_dynptr_data",
                        c -> Content.of(c, 1).direct(c.argument(2) & WORD, c.argument(3) & WORD))
                .intKfunc("bpf_dynptr_from_xdp", DynptrCalls::fromXdp);
    }

    /** Arguments data, size, flags, dynptr. */
    private static long fromMem(Caller c) {
        Dynptr dynptr = Dynptr.place(c, 4);
        long data = c.argument(1);
        long size = c.argument(2) & WORD;
        if (c.memory().region(data).filter(r -> r.spec().kind() == Region.Kind.MAP_VALUE).isEmpty()) {
            throw new AccessException(data, 0, true, "r1 is not in a map value", "memory of a map value");
        }
        c.memory().permit(data, (int) size, true, c.fromKernel());
        long error = size > Dynptr.LARGEST ? Errno.E2BIG.negative() : c.argument(3) != 0 ? Errno.EINVAL.negative() : 0;
        return made(dynptr, error, data, Dynptr.Type.LOCAL, size);
    }

    /** Arguments map, size, flags, dynptr. */
    private static long reserve(Caller c) {
        RingBuffer ring = (RingBuffer) MapArgument.of(c, 1, "bpf_ringbuf_reserve_dynptr");
        Dynptr dynptr = Dynptr.place(c, 4);
        long size = c.argument(2) & WORD;
        long error = c.argument(3) != 0 ? Errno.EINVAL.negative() : size > Dynptr.LARGEST ? Errno.E2BIG.negative() : 0;
        OptionalInt record = error == 0 ? ring.reserve(size) : OptionalInt.empty();
        return record.isEmpty()
                ? made(dynptr, error == 0 ? Errno.EINVAL.negative() : error, 0, Dynptr.Type.RINGBUF, size)
                : made(dynptr, 0, ring.data().address(record.getAsInt()), Dynptr.Type.RINGBUF, size);
    }

    /** Arguments ctx, flags, dynptr. */
    private static long fromXdp(Caller c) {
        XdpBuff xdp = new XdpBuff(c.memory(), c.argument(1));
        Dynptr dynptr = Dynptr.place(c, 3);
        return made(dynptr, c.argument(2) != 0 ? Errno.EINVAL.negative() : 0, xdp.address(), Dynptr.Type.XDP,
                xdp.length());
    }

    private static long made(Dynptr dynptr, long error, long data, Dynptr.Type type, long size) {
        if (error == 0) {
            dynptr.init(data, type, size);
        } else {
            dynptr.clear();
        }
        return error;
    }

    /** Arguments dynptr, flags. */
    private static long commit(Caller c, boolean discard) {
        Dynptr dynptr = Dynptr.of(c, 1);
        if (dynptr.isNull()) {
            return 0;
        }
        if (dynptr.type() != Dynptr.Type.RINGBUF) {
            throw new AccessException(dynptr.address(), Dynptr.BYTES, false, "r1 points to a dynptr of other memory",
                    "one that bpf_ringbuf_reserve_dynptr has made");
        }
        RecordHelpers.commit(c, dynptr.data(), discard);
        dynptr.clear();
        return 0;
    }

    /** Arguments destination, length, dynptr, offset, flags. */
    private static long read(Caller c) {
        return Content.of(c, 3).read(c.argument(1), c.argument(2) & WORD, c.argument(4) & WORD, c.argument(5));
    }

    /** Arguments dynptr, offset, source, length, flags. */
    private static long write(Caller c) {
        return Content.of(c, 1).write(c.argument(2) & WORD, c.argument(3), c.argument(4) & WORD, c.argument(5));
    }
}
