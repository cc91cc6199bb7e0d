package dev.xdpscope.drivers.nic;

import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;

/**
 * What a driver's C code calls of the kernel and does not hold itself, declared in {@code xdpscope_native.h} as
 * {@code extern}: the part of a driver that is no computation.
 */
public final class DriverCalls {
    private static final int LOCKED = 1;

    private DriverCalls() {}

    /** {@code calls} with the driver's natives added; {@code registers} are those of the driver that is going to call. */
    public static Calls addTo(Calls calls, DeviceRegisters registers) {
        return calls.kfunc("spin_lock", DriverCalls::lock).kfunc("spin_unlock", DriverCalls::unlock)
                .kfunc("readl", c -> registers.read(c.argument(1)))
                .kfunc("flow_hash", DriverCalls::flowHash);
    }

    /** {@code void spin_lock(struct spinlock *)}: the one simulated CPU would wait for itself if it held it already. */
    private static long lock(Caller c) {
        require(c, 0, "the spin lock is held already: the CPU would wait for itself", "a lock that is free");
        c.memory().store(c.argument(1), 4, LOCKED, true);
        return 0;
    }

    /** {@code void spin_unlock(struct spinlock *)}. */
    private static long unlock(Caller c) {
        require(c, LOCKED, "the spin lock is not held", "a lock that is held");
        c.memory().store(c.argument(1), 4, 0, true);
        return 0;
    }

    /**
     * {@code u64 flow_hash(const void *frame, u32 length)}: the hash in bits 31:0, whether it is of L4 in bit 32. It is of headers,
     * which are in the first buffer where the frame goes on in others.
     */
    private static long flowHash(Caller c) {
        long frame = c.argument(1);
        int here = c.memory().region(frame).filter(r -> r.spec().kind() == Region.Kind.PACKET)
                .map(r -> r.high() - Memory.offset(frame)).orElse(Integer.MAX_VALUE);
        FlowHash found = FlowHash.of(c.memory().read(frame, Math.min((int) c.argument(2), here), true));
        return (found.l4() ? 1L << 32 : 0) | found.hash() & 0xffff_ffffL;
    }

    private static void require(Caller c, long value, String what, String expected) {
        if (c.memory().load(c.argument(1), 4, true) != value) {
            throw new AccessException(c.argument(1), 4, true, what, expected);
        }
    }
}
