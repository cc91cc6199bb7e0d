package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.map.BpfMap;

/**
 * The helpers an XDP program has beyond the common ones, and the kfunc that pulls data. Checks and their order are those of
 * net/core/filter.c and, for redirect maps, {@code __bpf_xdp_redirect_map()} in include/linux/filter.h (6.12). Broadcast to
 * a devmap is not simulated: its flags are unknown ones, as for cpumap and xskmap. What {@link StoredHints} forbid is refused.
 */
public final class XdpHelpers {
    /** ETH_HLEN: what must remain of a packet. */
    static final int ETHERNET_HEADER = 14;

    /** Largest metadata length: skb_shared_info.meta_len is a u8. */
    private static final int META_LIMIT = 255;

    private static final long BPF_F_ACTION_MASK = 3;

    private XdpHelpers() {}

    /** {@code calls} with these helpers added. */
    public static Calls addTo(Calls calls) {
        return SocketHelpers.addTo(calls).helper(25, "bpf_perf_event_output", PerfOutput::call)
                .helper(23, "bpf_redirect", XdpHelpers::redirect)
                .helper(44, "bpf_xdp_adjust_head", XdpHelpers::adjustHead)
                .helper(51, "bpf_redirect_map", XdpHelpers::redirectMap)
                .helper(54, "bpf_xdp_adjust_meta", XdpHelpers::adjustMeta)
                .helper(65, "bpf_xdp_adjust_tail", AdjustTail::adjust)
                .helper(188, "bpf_xdp_get_buff_len", c -> buff(c).length())
                .helper(189, "bpf_xdp_load_bytes", c -> copy(c, false))
                .helper(190, "bpf_xdp_store_bytes", c -> copy(c, true))
                .intKfunc("bpf_xdp_pull_data", PullData::call);
    }

    private static XdpBuff buff(Caller c) {
        return new XdpBuff(c.memory(), c.argument(1));
    }

    private static long adjustMeta(Caller c) {
        XdpBuff xdp = buff(c);
        if (xdp.metaUnsupported()) {
            return Errno.ENOTSUPP.negative();
        }
        long meta = xdp.dataMeta() + (int) c.argument(2);
        if (meta < xdp.lowestMeta() || meta > xdp.data()) {
            return Errno.EINVAL.negative();
        }
        long length = xdp.data() - meta;
        if (length % 4 != 0 || length > META_LIMIT || (xdp.flags() & StoredHints.IN_FRONT_OF_METADATA) != 0) {
            return Errno.EACCES.negative();
        }
        xdp.point(meta, xdp.data(), xdp.dataEnd());
        return 0;
    }

    private static long adjustHead(Caller c) {
        XdpBuff xdp = buff(c);
        int delta = (int) c.argument(2);
        int metaLength = xdp.metaLength();
        long data = xdp.data() + delta;
        if (data < xdp.lowestMeta() + metaLength || data > xdp.dataEnd() - ETHERNET_HEADER) {
            return Errno.EINVAL.negative();
        }
        if (metaLength > 0) {
            c.memory().move(xdp.dataMeta(), xdp.dataMeta() + delta, metaLength, true);
        }
        xdp.point(xdp.dataMeta() + delta, data, xdp.dataEnd());
        return 0;
    }

    private static long redirect(Caller c) {
        if (c.argument(2) != 0) {
            return XdpAction.XDP_ABORTED.ordinal();
        }
        c.kernel().redirect(0, c.argument(1) & 0xffff_ffffL);
        return XdpAction.XDP_REDIRECT.ordinal();
    }

    private static long redirectMap(Caller c) {
        long flags = c.argument(3);
        BpfMap map = c.map(1);
        if ((flags & ~BPF_F_ACTION_MASK) != 0) {
            return XdpAction.XDP_ABORTED.ordinal();
        }
        int key = (int) c.argument(2);
        byte[] bytes = {(byte) key, (byte) (key >> 8), (byte) (key >> 16), (byte) (key >> 24)};
        if (!occupied(c, map, bytes)) {
            return flags & BPF_F_ACTION_MASK;
        }
        c.kernel().redirect(map.handle().address(0), key & 0xffff_ffffL);
        return XdpAction.XDP_REDIRECT.ordinal();
    }

    /** Whether a device, CPU or socket has been put under {@code key}: an empty entry of an index map is all zero. */
    private static boolean occupied(Caller c, BpfMap map, byte[] key) {
        long value = map.lookup(key, c.kernel().cpu());
        return value != 0 && c.memory().load(value, 4, true) != 0;
    }

    /** Copies between the packet and the program's memory: arguments ctx, offset, buffer, length. */
    private static long copy(Caller c, boolean store) {
        PacketBytes packet = buff(c).packet();
        long offset = c.argument(2) & 0xffff_ffffL;
        long length = c.argument(4) & 0xffff_ffffL;
        long error = packet.check(offset, length);
        if (error != 0) {
            return error;
        }
        if (store) {
            packet.store(offset, (int) length, c.argument(3), c.fromKernel());
        } else {
            packet.load(offset, (int) length, c.argument(3), c.fromKernel());
        }
        return 0;
    }
}
