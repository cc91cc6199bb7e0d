package dev.xdpscope.engine.route;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An entry of a routing table.
 *
 * @param via the gateway; empty if the destination is on the link
 * @param device number of the device that sends; 0 for a route that leads nowhere
 * @param source the address that the host would send from, if the route says
 * @param metric the lower, the better
 * @param mtu the longest packet, if the route fixes it ({@code mtu lock})
 */
public record Route(Prefix to, Type type, Optional<InetAddress> via, int device, Optional<InetAddress> source,
        int metric, int table, OptionalInt mtu) {
    /** RT_TABLE_MAIN, include/uapi/linux/rtnetlink.h. */
    public static final int MAIN = 254;

    /** RT_TABLE_LOCAL. */
    public static final int LOCAL = 255;

    /** What becomes of packets: RTN_UNICAST and so on. */
    public enum Type {
        UNICAST,
        /** For the host itself, or for all on the link. */
        LOCAL,
        BLACKHOLE,
        UNREACHABLE,
        PROHIBIT
    }

    /** A route that the kernel makes for an address of a device. */
    static Route own(Prefix to, Type type, int device, Optional<InetAddress> source, int metric) {
        return new Route(to, type, Optional.empty(), device, source, metric, type == Type.LOCAL ? LOCAL : MAIN,
                OptionalInt.empty());
    }

    /** Whether it says no. */
    boolean error() {
        return type != Type.UNICAST && type != Type.LOCAL;
    }
}
