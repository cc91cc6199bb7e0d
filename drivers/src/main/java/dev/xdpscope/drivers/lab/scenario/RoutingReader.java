package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.engine.route.Device;
import dev.xdpscope.engine.route.Mac;
import dev.xdpscope.engine.route.Neighbour;
import dev.xdpscope.engine.route.Prefix;
import dev.xdpscope.engine.route.Route;
import dev.xdpscope.engine.route.Routing;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the part of a scenario file that is about where packets go. */
final class RoutingReader {
    private static final int LARGEST = 0x7fff_ffff;

    /** IP6_RT_PRIO_USER, include/uapi/linux/ipv6_route.h: the metric of an IPv6 route that has none. */
    private static final int METRIC_SIX = 1024;

    private static final int MOST_MTU = 0xffff;

    /** ETH_MIN_MTU. */
    private static final int LEAST_MTU = 68;

    private final List<Device> devices;

    private RoutingReader(List<Device> devices) {
        this.devices = devices;
    }

    static Routing read(Json json) {
        json.object("devices", "routes", "neighbours");
        List<Device> devices = elements(json, "devices").stream().map(RoutingReader::device).toList();
        RoutingReader reader = new RoutingReader(devices);
        return new Routing(devices, elements(json, "routes").stream().map(reader::route).toList(),
                elements(json, "neighbours").stream().map(reader::neighbour).toList());
    }

    private static List<Json> elements(Json json, String name) {
        return json.find(name).map(Json::elements).orElse(List.of());
    }

    private static Device device(Json json) {
        json.object("ifindex", "mac", "mtu", "forwarding", "addresses");
        return new Device(json.get("ifindex").integer(1, LARGEST),
                json.find("mac").map(RoutingReader::mac).orElse(Mac.ZERO),
                json.find("mtu").map(m -> m.integer(LEAST_MTU, MOST_MTU)).orElse(1500),
                json.find("forwarding").map(Json::flag).orElse(true),
                elements(json, "addresses").stream().map(RoutingReader::prefix).toList());
    }

    private Route route(Json json) {
        json.object("to", "type", "via", "device", "source", "metric", "table", "mtu");
        Prefix to = prefix(json.get("to"));
        Route.Type type = json.find("type").map(RoutingReader::type).orElse(Route.Type.UNICAST);
        Optional<InetAddress> via = json.find("via").map(RoutingReader::address);
        boolean leads = type == Route.Type.UNICAST;
        if (!leads && (json.has("via") || json.has("device"))) {
            throw json.problem("a route of this type leads nowhere", "Leave out via and device.");
        }
        if (to.six() && via.isPresent() && via.get().getAddress().length == 4) {
            throw json.get("via").problem("an IPv6 route has no IPv4 gateway", "Name an IPv6 address.");
        }
        return new Route(to, type, via, leads ? sender(json, via) : 0,
                json.find("source").map(RoutingReader::address), json.find("metric").map(m -> m.integer(0, LARGEST))
                        .orElse(to.six() ? METRIC_SIX : 0),
                json.find("table").map(t -> t.integer(1, LARGEST)).orElse(Route.MAIN),
                json.find("mtu").map(m -> OptionalInt.of(m.integer(LEAST_MTU, MOST_MTU))).orElse(OptionalInt.empty()));
    }

    private static Route.Type type(Json json) {
        List<String> words = Arrays.stream(Route.Type.values()).map(t -> t.name().toLowerCase(Locale.ROOT)).toList();
        return Route.Type.values()[words.indexOf(json.word("type of route", words))];
    }

    /** The device that is named, or else the one in whose network the gateway is. */
    private int sender(Json json, Optional<InetAddress> via) {
        if (json.has("device")) {
            return known(json.get("device"));
        }
        return devices.stream().filter(d -> via.isPresent()
                && d.addresses().stream().anyMatch(p -> p.contains(via.get()))).findFirst()
                .orElseThrow(() -> json.problem("it is not clear which device sends",
                        "Name the device, or as via a gateway in the network of one of the devices' addresses."))
                .ifindex();
    }

    private int known(Json json) {
        int ifindex = json.integer(1, LARGEST);
        if (devices.stream().noneMatch(d -> d.ifindex() == ifindex)) {
            throw json.problem("there is no device " + ifindex, "Add it to the devices.");
        }
        return ifindex;
    }

    private Neighbour neighbour(Json json) {
        json.object("device", "address", "mac");
        return new Neighbour(known(json.get("device")), address(json.get("address")), mac(json.get("mac")));
    }

    private static Mac mac(Json json) {
        return Mac.parse(json.text()).orElseThrow(() -> json.problem("this is no MAC address",
                "Write it as 02:00:00:00:00:0a."));
    }

    private static InetAddress address(Json json) {
        return parse(json, json.text());
    }

    private static InetAddress parse(Json json, String text) {
        try {
            if (text.matches("[0-9A-Fa-f.:]+")) {
                return InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw json.problem("this is no IP address", "Write it as 10.0.0.1 or 2001:db8::1.");
    }

    /** An address with the length of its network; without one it stands for itself. */
    private static Prefix prefix(Json json) {
        String[] parts = json.text().split("/", 2);
        InetAddress address = parse(json, parts[0]);
        Prefix whole = Prefix.of(address);
        if (parts.length == 1) {
            return whole;
        }
        if (!parts[1].matches("[0-9]{1,3}") || Integer.parseInt(parts[1]) > whole.length()) {
            throw json.problem("the length of this prefix is no number from 0 to " + whole.length(),
                    "Write it as 10.0.0.0/8.");
        }
        return new Prefix(address, Integer.parseInt(parts[1]));
    }
}
