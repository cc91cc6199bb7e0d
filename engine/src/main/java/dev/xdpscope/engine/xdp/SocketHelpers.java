package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.call.Calls;

/**
 * Looking for sockets: {@code __bpf_sk_lookup()} in net/core/filter.c, 6.18. The simulated host has none, so whatever is asked the
 * answer is that of a host without a matching socket, NULL, and nothing has to be released.
 */
final class SocketHelpers {
    private SocketHelpers() {}

    static Calls addTo(Calls calls) {
        return calls.helper(84, "bpf_sk_lookup_tcp", SocketHelpers::lookup)
                .helper(85, "bpf_sk_lookup_udp", SocketHelpers::lookup)
                .helper(99, "bpf_skc_lookup_tcp", SocketHelpers::lookup);
    }

    /** Arguments ctx, addresses and ports, their size, network namespace, flags. */
    private static long lookup(Caller c) {
        c.memory().read(c.argument(2), (int) c.argument(3), c.fromKernel());
        return 0;
    }
}
