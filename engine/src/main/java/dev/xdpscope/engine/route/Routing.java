package dev.xdpscope.engine.route;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the host knows of where packets go: devices, routes and neighbours. There are no rules besides the kernel's own, so that
 * it is the local and the main table that are asked.
 *
 * @param routes besides those that come with the devices' addresses
 */
public record Routing(List<Device> devices, List<Route> routes, List<Neighbour> neighbours) {
    /** A host without any. */
    public static final Routing NONE = new Routing(List.of(), List.of(), List.of());

    /** The best first: the longer prefix, the local table, the lower metric. */
    private static final Comparator<Route> BEST = Comparator.comparingInt((Route r) -> -r.to().length())
            .thenComparingInt(r -> -r.table()).thenComparingInt(Route::metric);

    public Routing {
        devices = List.copyOf(devices);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
    }

    public Optional<Device> device(int ifindex) {
        return devices.stream().filter(d -> d.ifindex() == ifindex).findFirst();
    }

    /** The MAC address of a neighbour, if it is known. */
    public Optional<Mac> neighbour(int device, InetAddress address) {
        return neighbours.stream().filter(n -> n.device() == device && n.address().equals(address)).findFirst()
                .map(Neighbour::mac);
    }

    /**
     * The route to an IPv4 address: {@code fib_table_lookup()}, net/ipv4/fib_trie.c 6.18. Without rules of its own the host has the
     * local and the main table in one.
     *
     * @param table the only one to look at; the local and the main one if it is one of these
     * @param sender the device that has to send; 0 for any
     */
    public Optional<Route> four(InetAddress to, int table, int sender) {
        return matching(to).filter(r -> r.table() == table || common(r.table()) && common(table)).sorted(BEST)
                .filter(r -> r.error() || sender == 0 || r.device() == sender).findFirst();
    }

    /**
     * The route to an IPv6 address: {@code fib6_lookup()}, net/ipv6/fib6_rules.c 6.18, and {@code fib6_table_lookup()}. Of
     * routes that are equally good the one by {@code device} is taken.
     */
    public Optional<Route> six(InetAddress to, int device) {
        return six(to, Route.LOCAL, device).or(() -> six(to, Route.MAIN, device));
    }

    /** The route to an IPv6 address in one table. */
    public Optional<Route> six(InetAddress to, int table, int device) {
        return matching(to).filter(r -> r.table() == table)
                .min(BEST.thenComparing((Route r) -> r.device() == device ? 0 : 1));
    }

    private static boolean common(int table) {
        return table == Route.MAIN || table == Route.LOCAL;
    }

    private Stream<Route> matching(InetAddress to) {
        return Stream.concat(devices.stream().flatMap(d -> d.routes().stream()), routes.stream())
                .filter(r -> r.to().contains(to));
    }

    /**
     * The address that IPv4 packets of the host's own would have ({@code inet_select_addr()}, net/ipv4/devinet.c 6.18): of the
     * device's, the first in the gateway's network, or the first; or one of another device.
     */
    public Optional<InetAddress> source(int device, Optional<InetAddress> gateway) {
        List<Prefix> own = addresses(device, false).toList();
        return own.stream().filter(p -> gateway.isEmpty() || p.contains(gateway.get())).findFirst()
                .or(() -> own.stream().findFirst())
                .or(() -> devices.stream().flatMap(d -> addresses(d.ifindex(), false)).findFirst())
                .map(Prefix::address);
    }

    /**
     * The address that IPv6 packets of the host's own would have, by those rules of RFC 6724 that tell apart what there is
     * here ({@code ipv6_dev_get_saddr()}, net/ipv6/addrconf.c 6.18): one of the device's before others', then the longest common
     * prefix within its network's length, then the one that was added last.
     */
    public Optional<InetAddress> sourceSix(int device, InetAddress to) {
        Comparator<Prefix> best = Comparator.comparingInt(p -> -Math.min(p.length(), Prefix.common(p.address(), to)));
        return addresses(device, true).toList().reversed().stream().min(best)
                .or(() -> devices.stream().flatMap(d -> addresses(d.ifindex(), true).toList().reversed().stream())
                        .min(best))
                .map(Prefix::address);
    }

    private Stream<Prefix> addresses(int device, boolean six) {
        return device(device).stream().flatMap(d -> d.addresses().stream()).filter(p -> p.six() == six)
                .filter(p -> !six || !p.address().isLinkLocalAddress());
    }
}
