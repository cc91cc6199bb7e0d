package dev.xdpscope.engine.route;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Ethernet device.
 *
 * @param ifindex its number
 * @param mac six bytes
 * @param mtu bytes of the longest packet, without the Ethernet header
 * @param forwarding whether what it receives is forwarded (sysctl {@code forwarding})
 * @param addresses its own, each with its network's length
 */
public record Device(int ifindex, Mac mac, int mtu, boolean forwarding, List<Prefix> addresses) {
    /** ETH_HLEN: {@code net_device.hard_header_len}. */
    public static final int HEADER = 14;

    /** IP6_RT_PRIO_ADDRCONF, include/uapi/linux/ipv6_route.h. */
    private static final int ADDRESS_METRIC = 256;

    public Device {
        addresses = List.copyOf(addresses);
    }

    /** One of which nothing is known but its number: it forwards nothing. */
    public static Device unknown(int ifindex) {
        return new Device(ifindex, Mac.ZERO, 1500, false, List.of());
    }

    /**
     * The routes that come with its addresses: {@code fib_add_ifaddr()} (net/ipv4/fib_frontend.c), {@code addrconf_prefix_route()},
     * {@code __ipv6_ifa_notify()} (net/ipv6/addrconf.c), 6.18.
     */
    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Prefix own : addresses) {
            boolean six = own.six();
            int all = own.address().getAddress().length * Byte.SIZE;
            routes.add(Route.own(Prefix.of(own.address()), Route.Type.LOCAL, ifindex, Optional.of(own.address()), 0));
            if (own.length() < all) {
                routes.add(Route.own(own, Route.Type.UNICAST, ifindex,
                        six ? Optional.empty() : Optional.of(own.address()), six ? ADDRESS_METRIC : 0));
            }
            if (!six && own.length() < all - 1) {
                routes.add(Route.own(Prefix.of(edge(own, true)), Route.Type.LOCAL, ifindex, Optional.empty(), 0));
            } else if (six && forwarding && own.length() < all - 1) {
                routes.add(Route.own(Prefix.of(edge(own, false)), Route.Type.LOCAL, ifindex, Optional.empty(), 0));
            }
        }
        return routes;
    }

    /** The address of a network whose other bits are all set (broadcast) or all clear (the routers' anycast address). */
    private static InetAddress edge(Prefix network, boolean set) {
        byte[] bytes = network.address().getAddress();
        for (int bit = network.length(); bit < bytes.length * Byte.SIZE; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            bytes[bit / Byte.SIZE] = (byte) (set ? bytes[bit / Byte.SIZE] | mask : bytes[bit / Byte.SIZE] & ~mask);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
