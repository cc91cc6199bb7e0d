package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.route.Device;
import dev.xdpscope.engine.route.Mac;
import dev.xdpscope.engine.route.Route;
import dev.xdpscope.engine.route.Routing;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One call of {@code bpf_fib_lookup()}: {@code bpf_ipv4_fib_lookup()} and {@code bpf_ipv6_fib_lookup()}, net/core/filter.c 6.18. What
 * it gives are numbers of BPF_FIB_LKUP_RET_*. There are no rules, marks, exceptions of the MTU and tunnels, and one next hop for each route.
 */
record FibLookup(Routing routing, FibParams params, int flags, boolean six) {
    private static final int DIRECT = 1;
    private static final int OUTPUT = 1 << 1;
    private static final int SKIP_NEIGHBOUR = 1 << 2;
    private static final int TABLE = 1 << 3;
    private static final int SOURCE = 1 << 4;
    private static final int MARK = 1 << 5;

    /** All that are known. */
    static final long FLAGS = DIRECT | OUTPUT | SKIP_NEIGHBOUR | TABLE | SOURCE | MARK;

    static final long NOT_FORWARDED = 4;

    private static final long SUCCESS = 0;
    private static final long BLACKHOLE = 1;
    private static final long UNREACHABLE = 2;
    private static final long PROHIBIT = 3;
    private static final long FORWARDING_DISABLED = 5;
    private static final long NO_NEIGHBOUR = 7;
    private static final long FRAG_NEEDED = 8;
    private static final long NO_SOURCE = 9;

    /** IP_MAX_MTU, IP6_MAX_MTU, IPV6_MIN_MTU. */
    private static final int MOST = 0xffff;

    private static final int MOST_SIX = 0xffff + 40;
    private static final int LEAST_SIX = 1280;

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether it is about IPv6 addresses that are never forwarded: of the link, the host or a group. */
    boolean strict() {
        return six && (local(params.destination(true)) || local(params.source(true)));
    }

    private static boolean local(InetAddress address) {
        return address.isMulticastAddress() || address.isLinkLocalAddress() || address.isLoopbackAddress();
    }

    long from(Device device) {
        if (!device.forwarding()) {
            return FORWARDING_DISABLED;
        }
        InetAddress to = params.destination(six);
        Optional<Route> found = route(to, device.ifindex());
        if (found.isEmpty()) {
            return NOT_FORWARDED;
        }
        Route route = found.get();
        return switch (route.type()) {
            case UNICAST -> along(route, to);
            case LOCAL -> NOT_FORWARDED;
            case BLACKHOLE -> BLACKHOLE;
            case UNREACHABLE -> UNREACHABLE;
            case PROHIBIT -> PROHIBIT;
        };
    }

    private Optional<Route> route(InetAddress to, int device) {
        int table = Route.MAIN;
        if (has(DIRECT) && has(TABLE)) {
            table = params.table();
            params.noVlan();
        }
        if (!six) {
            return routing.four(to, table, has(OUTPUT) ? device : 0);
        }
        return has(DIRECT) ? routing.six(to, table, device) : routing.six(to, device);
    }

    private long along(Route route, InetAddress to) {
        Device out = routing.device(route.device()).orElseGet(() -> Device.unknown(route.device()));
        int mtu = route.mtu().orElse(six ? Math.min(MOST_SIX, Math.max(LEAST_SIX, out.mtu()))
                : Math.min(MOST, out.mtu()));
        if (params.length() > mtu) {
            params.mtu(mtu);
            return FRAG_NEEDED;
        }
        InetAddress hop = route.via().orElse(to);
        params.metric(route.metric());
        params.ifindex(out.ifindex());
        if (six) {
            params.destination(hop);
        }
        if (has(SOURCE)) {
            Optional<InetAddress> source = source(route, to);
            if (source.isEmpty() && six) {
                return NO_SOURCE;
            }
            source.ifPresentOrElse(params::source, params::noSource);
        }
        if (!six) {
            if (hop instanceof Inet6Address) {
                params.family(FibParams.INET6);
            }
            params.destination(hop);
        }
        if (!has(SKIP_NEIGHBOUR)) {
            Optional<Mac> neighbour = routing.neighbour(out.ifindex(), hop);
            if (neighbour.isEmpty()) {
                return NO_NEIGHBOUR;
            }
            params.macs(out.mac(), neighbour.get());
        }
        params.noVlan();
        params.mtu(mtu);
        return SUCCESS;
    }

    private Optional<InetAddress> source(Route route, InetAddress to) {
        return route.source().or(() -> six ? routing.sourceSix(route.device(), to)
                : routing.source(route.device(), route.via().filter(v -> !(v instanceof Inet6Address))));
    }
}
