package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.memory.Memory;

/**
 * {@code bpf_xdp_adjust_tail()} (net/core/filter.c, 6.12 and 6.18; of AF_XDP zero-copy frags nothing): moves a packet's end. If it
 * lies in more than one buffer the end is that of the last frag, and frags that become empty are given back.
 */
final class AdjustTail {
    private AdjustTail() {}

    /** Arguments ctx, delta. */
    static long adjust(Caller c) {
        XdpBuff xdp = new XdpBuff(c.memory(), c.argument(1));
        int delta = (int) c.argument(2);
        if (xdp.hasFrags()) {
            return delta < 0 ? shrink(xdp, -delta) : grow(xdp, delta);
        }
        long end = xdp.dataEnd() + delta;
        if (end > xdp.hardEnd() || end < xdp.data() + XdpHelpers.ETHERNET_HEADER) {
            return Errno.EINVAL.negative();
        }
        if (delta > 0) {
            c.memory().clear(xdp.dataEnd(), delta, true);
        }
        xdp.point(xdp.dataMeta(), xdp.data(), end);
        return 0;
    }

    /** Into the rest of the last frag's memory, if the driver has said how much each frag has ({@code rxq->frag_size}). */
    private static long grow(XdpBuff xdp, int delta) {
        Memory memory = xdp.memory();
        long each = memory.load(memory.load(xdp.address() + XdpBuff.RXQ, 8, true) + XdpBuff.RXQ_FRAG_SIZE, 4, true);
        if (each == 0 || each > xdp.frameSize()) {
            return Errno.EOPNOTSUPP.negative();
        }
        SharedInfo shared = xdp.shared();
        Frag last = shared.frag(shared.count() - 1);
        if (delta > each - last.length() - last.offset() % each) {
            return Errno.EINVAL.negative();
        }
        memory.clear(last.data() + last.length(), delta, true);
        last.move(last.offset(), last.length() + delta);
        shared.set(shared.count(), shared.size() + delta);
        return 0;
    }

    /** {@code by} is negative for the least delta there is, which is its own opposite: then nothing happens, as in the kernel. */
    private static long shrink(XdpBuff xdp, int by) {
        if (by > xdp.length() - XdpHelpers.ETHERNET_HEADER) {
            return Errno.EINVAL.negative();
        }
        SharedInfo shared = xdp.shared();
        int count = shared.count();
        int rest = by;
        while (count > 0 && rest > 0) {
            int cut = Math.min(rest, shared.frag(count - 1).length());
            rest -= cut;
            if (!cut(shared.frag(count - 1), cut, true)) {
                break;
            }
            count--;
        }
        shared.set(count, shared.size() - (by > 0 ? by - rest : 0));
        if (count == 0) {
            xdp.linearAgain();
            xdp.point(xdp.dataMeta(), xdp.data(), xdp.dataEnd() - rest);
        }
        return 0;
    }

    /** {@code bpf_xdp_shrink_data()}: takes bytes from the end of a frag, or its beginning; true if it is given back. */
    static boolean cut(Frag frag, int bytes, boolean end) {
        if (frag.length() == bytes) {
            frag.release();
            return true;
        }
        frag.move(end ? frag.offset() : frag.offset() + bytes, frag.length() - bytes);
        return false;
    }
}
