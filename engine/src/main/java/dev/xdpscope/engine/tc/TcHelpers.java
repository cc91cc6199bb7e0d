package dev.xdpscope.engine.tc;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.xdp.PacketBytes;
import dev.xdpscope.engine.xdp.SharedInfo;

/**
 * The helpers a tc program has beyond the common ones: net/core/filter.c, 6.12. Those that change the packet or its length
 * are not simulated.
 */
public final class TcHelpers {
    private TcHelpers() {}

    /** {@code calls} with these helpers added. */
    public static Calls addTo(Calls calls, SkbLayout layout) {
        return calls.helper(23, "bpf_redirect", TcHelpers::redirect)
                .helper(26, "bpf_skb_load_bytes", c -> load(c, layout));
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
    private static long load(Caller c, SkbLayout layout) {
        long offset = c.argument(2) & 0xffff_ffffL;
        int length = (int) c.argument(4);
        if (length < 0) {
            throw new AccessException(c.argument(3), length, true, "a length of " + length + " bytes",
                    "a positive one");
        }
        PacketBytes packet = packet(c, layout);
        if (offset > 0x7fff_ffffL || offset + length > packet.length()) {
            c.memory().clear(c.argument(3), length, c.fromKernel());
            return Errno.EFAULT.negative();
        }
        packet.load(offset, length, c.argument(3), c.fromKernel());
        return 0;
    }

    private static PacketBytes packet(Caller c, SkbLayout layout) {
        long data = member(c, layout, "data");
        return new PacketBytes(c.memory(), data, (int) (member(c, layout, "data_end") - data),
                new SharedInfo(c.memory(), member(c, layout, "end")), (int) member(c, layout, "nr_frags"));
    }

    private static long member(Caller c, SkbLayout layout, String name) {
        SkbLayout.Member member = layout.member(name).orElseThrow();
        return c.memory().load(c.argument(1) + member.offset(), member.size(), true);
    }
}
