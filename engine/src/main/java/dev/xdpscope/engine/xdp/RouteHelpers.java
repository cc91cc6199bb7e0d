package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.route.Device;
import dev.xdpscope.engine.route.Routing;
import java.util.Optional;

/**
 * {@code bpf_fib_lookup()} and {@code bpf_check_mtu()} of XDP programs: net/core/filter.c, 6.18. The device that the packet came by is always known; of
 * others what the host's routing says.
 */
public final class RouteHelpers {
    /** BPF_MTU_CHK_RET_FRAG_NEEDED. */
    private static final long FRAG_NEEDED = 1;

    private final Routing routing;

    private RouteHelpers(Routing routing) {
        this.routing = routing;
    }

    /** {@code calls} with these helpers added, or in place of those of another routing. */
    public static Calls addTo(Calls calls, Routing routing) {
        RouteHelpers helpers = new RouteHelpers(routing);
        return calls.helper(69, "bpf_fib_lookup", helpers::lookup).helper(163, "bpf_check_mtu", helpers::checkMtu);
    }

    private Optional<Device> device(Caller c, int ifindex) {
        long dev = c.memory().load(c.memory().load(c.argument(1) + XdpBuff.RXQ, 8, true) + XdpBuff.RXQ_DEV, 8, true);
        int own = (int) c.memory().load(dev + XdpBuff.NET_DEVICE_IFINDEX, 4, true);
        int wanted = ifindex == 0 ? own : ifindex;
        return routing.device(wanted).or(() -> wanted == own ? Optional.of(Device.unknown(own)) : Optional.empty());
    }

    /** Arguments ctx, parameters, their size, flags. */
    private long lookup(Caller c) {
        if ((int) c.argument(3) < FibParams.SIZE || (c.argument(4) & 0xffff_ffffL & ~FibLookup.FLAGS) != 0) {
            return Errno.EINVAL.negative();
        }
        FibParams params = new FibParams(c, c.argument(2));
        int family = params.family();
        if (family != FibParams.INET && family != FibParams.INET6) {
            return Errno.EAFNOSUPPORT.negative();
        }
        FibLookup lookup = new FibLookup(routing, params, (int) c.argument(4), family == FibParams.INET6);
        if (lookup.strict()) {
            return FibLookup.NOT_FORWARDED;
        }
        Optional<Device> device = params.ifindex() == 0 ? Optional.empty() : device(c, params.ifindex());
        return device.isEmpty() ? Errno.ENODEV.negative() : lookup.from(device.get());
    }

    /** Arguments ctx, ifindex, a length without Ethernet header that the MTU replaces, what the length is to change by, flags. */
    private long checkMtu(Caller c) {
        if (c.argument(5) != 0) {
            return Errno.EINVAL.negative();
        }
        Optional<Device> device = device(c, (int) c.argument(2));
        if (device.isEmpty()) {
            return Errno.ENODEV.negative();
        }
        int mtu = device.get().mtu();
        XdpBuff xdp = new XdpBuff(c.memory(), c.argument(1));
        int given = (int) c.memory().load(c.argument(3), 4, c.fromKernel());
        int length = given == 0 ? (int) (xdp.dataEnd() - xdp.data()) : given + Device.HEADER;
        c.memory().store(c.argument(3), 4, mtu, c.fromKernel());
        return length + (int) c.argument(4) > mtu + Device.HEADER ? FRAG_NEEDED : 0;
    }
}
