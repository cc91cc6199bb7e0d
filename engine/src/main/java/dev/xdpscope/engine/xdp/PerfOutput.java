package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.MapArgument;
import dev.xdpscope.engine.map.PerfEventArray;
import java.util.Arrays;

/**
 * {@code bpf_perf_event_output()} of XDP programs: {@code bpf_xdp_event_output()} in net/core/filter.c and
 * {@code __bpf_perf_event_output()} in kernel/trace/bpf_trace.c (6.12). Arguments ctx, map, flags, data, size.
 */
final class PerfOutput {
    private static final long INDEX = 0xffff_ffffL;
    private static final long CURRENT_CPU = 0xffff_ffffL;
    /** How many bytes of the packet to append. */
    private static final long PACKET = 0xfffffL << 32;

    private PerfOutput() {}

    static long call(Caller c) {
        PerfEventArray map = (PerfEventArray) MapArgument.of(c, 2, "bpf_perf_event_output");
        long flags = c.argument(3);
        if ((flags & ~(INDEX | PACKET)) != 0) {
            return Errno.EINVAL.negative();
        }
        XdpBuff xdp = new XdpBuff(c.memory(), c.argument(1));
        int packet = (int) ((flags & PACKET) >>> 32);
        if (packet > xdp.length()) {
            return Errno.EFAULT.negative();
        }
        int cpu = c.kernel().cpu();
        long index = (flags & INDEX) == CURRENT_CPU ? cpu : flags & INDEX;
        if (index >= map.buffers()) {
            return Errno.E2BIG.negative();
        }
        if (index != cpu) {
            return Errno.EOPNOTSUPP.negative();
        }
        byte[] data = c.memory().read(c.argument(4), (int) c.argument(5), c.fromKernel());
        byte[] whole = Arrays.copyOf(data, data.length + packet);
        System.arraycopy(xdp.packet().read(0, packet), 0, whole, data.length, packet);
        c.tell(new CallEvent.Sent(map.spec().name(), whole));
        return 0;
    }
}
