package dev.xdpscope.engine.call;

import dev.xdpscope.engine.abi.Errno;

/**
 * {@code bpf_loop()} (kernel/bpf/bpf_iter.c, 6.18): the callback gets the number of the turn and the context of the call.
 *
 * <p>The verifier puts instructions in place of a call whose flags are 0 and whose callback is always the same
 * ({@code inline_bpf_loop()}, kernel/bpf/verifier.c, 6.18): they compare the count in 64 bits, and give -E2BIG in 32. That is
 * what programs see, and so what happens here.
 *
 * @param done turns that are over
 */
record Loop(long function, long context, int count, int done) implements Repetition {
    /** BPF_MAX_LOOPS, include/linux/bpf.h 6.18. */
    static final long MOST = 8 << 20;

    private static final long NARROW = 0xffff_ffffL;

    /** Arguments count, function, context, flags. */
    static HelperStep begin(Caller c) {
        if (c.argument(4) != 0) {
            return new HelperStep.Return(Errno.EINVAL.negative());
        }
        if (Long.compareUnsigned(c.argument(1), MOST) > 0) {
            return new HelperStep.Return(Errno.E2BIG.negative() & NARROW);
        }
        return new Loop(c.argument(2), c.argument(3), (int) c.argument(1), 0).next();
    }

    @Override
    public HelperStep after(Caller c, long r0) {
        Loop over = new Loop(function, context, count, done + 1);
        return r0 == 0 ? over.next() : new HelperStep.Return(over.done);
    }

    private HelperStep next() {
        return done < count ? new HelperStep.Callback(function, done, context, 0, 0, this)
                : new HelperStep.Return(done);
    }
}
