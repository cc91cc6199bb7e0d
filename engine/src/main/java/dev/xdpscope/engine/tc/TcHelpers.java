package dev.xdpscope.engine.tc;

import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.memory.AccessException;

/**
 * The helpers a tc program has beyond the common ones: net/core/filter.c, 6.12. Those that change the packet or its length
 * are not simulated.
 */
public final class TcHelpers {
    private static final long EFAULT = -14;

    private TcHelpers() {}

    /**
     * {@code calls} with these helpers added.
     *
     * @param data offset in the sk_buff of the pointer to the packet's first byte
     * @param end offset of the pointer to one past its last
     */
    public static Calls addTo(Calls calls, int data, int end) {
        return calls.helper(23, "bpf_redirect", TcHelpers::redirect)
                .helper(26, "bpf_skb_load_bytes", c -> load(c, data, end));
    }

    private static long redirect(Caller c) {
        // BPF_F_INGRESS is the only flag.
        if ((c.argument(2) & ~1L) != 0) {
            return TcAction.TC_ACT_SHOT.code();
        }
        c.kernel().redirect(0, c.argument(1) & 0xffff_ffffL);
        return TcAction.TC_ACT_REDIRECT.code();
    }

    /** Arguments: the sk_buff, offset, buffer, length. What cannot be read zeroes the buffer. */
    private static long load(Caller c, int data, int end) {
        long offset = c.argument(2) & 0xffff_ffffL;
        int length = (int) c.argument(4);
        if (length < 0) {
            throw new AccessException(c.argument(3), length, true, "a length of " + length + " bytes",
                    "a positive one");
        }
        long first = c.memory().load(c.argument(1) + data, 8, true);
        long past = c.memory().load(c.argument(1) + end, 8, true);
        if (offset > 0x7fff_ffffL || offset + length > past - first) {
            c.memory().clear(c.argument(3), length, c.fromKernel());
            return EFAULT;
        }
        c.memory().write(c.argument(3), c.memory().read(first + offset, length, true), c.fromKernel());
        return 0;
    }
}
