package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.memory.Memory;

/**
 * The kfunc {@code bpf_xdp_pull_data()} (net/core/filter.c, 6.18): makes the packet's first bytes lie in its first buffer. Bytes
 * that have no room behind those that are there make what lies in front of them, metadata included, move towards the beginning.
 */
final class PullData {
    private PullData() {}

    /** Arguments ctx, length. */
    static long call(Caller c) {
        XdpBuff xdp = new XdpBuff(c.memory(), c.argument(1));
        long length = c.argument(2) & 0xffff_ffffL;
        // The kernel compares as unsigned numbers.
        if (length <= xdp.linear()) {
            return 0;
        }
        if (length > xdp.length()) {
            return Errno.EINVAL.negative();
        }
        int delta = (int) (length - xdp.linear());
        long start = xdp.metaUnsupported() ? xdp.data() : xdp.dataMeta();
        long headroom = start - xdp.lowestMeta();
        long tailroom = xdp.hardEnd() - xdp.dataEnd();
        if (delta > tailroom + headroom) {
            return Errno.EINVAL.negative();
        }
        long shift = Math.max(0, delta - tailroom);
        Memory memory = c.memory();
        if (shift > 0) {
            memory.move(start, start - shift, (int) (xdp.dataEnd() - start), true);
        }
        xdp.point(xdp.dataMeta() - shift, xdp.data() - shift, xdp.dataEnd() - shift);
        pull(xdp, delta);
        return 0;
    }

    private static void pull(XdpBuff xdp, int bytes) {
        SharedInfo shared = xdp.shared();
        int emptied = 0;
        int count = shared.count();
        int rest = bytes;
        for (int i = 0; i < count && rest > 0; i++) {
            Frag frag = shared.frag(i);
            int n = Math.min(rest, frag.length());
            xdp.memory().write(xdp.dataEnd(), xdp.memory().read(frag.data(), n, true), true);
            xdp.point(xdp.dataMeta(), xdp.data(), xdp.dataEnd() + n);
            rest -= n;
            emptied += AdjustTail.cut(frag, n, false) ? 1 : 0;
        }
        shared.set(count, shared.size() - (bytes - rest));
        shared.dropFirst(emptied);
        if (shared.count() == 0) {
            xdp.linearAgain();
        }
    }
}
