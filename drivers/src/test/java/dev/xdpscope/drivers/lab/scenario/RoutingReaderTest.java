package dev.xdpscope.drivers.lab.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.route.Device;
import dev.xdpscope.engine.route.Route;
import dev.xdpscope.engine.route.Routing;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes of a scenario. */
class RoutingReaderTest {
    private static final String DEVICES =
            "\"devices\": [{\"ifindex\": 2, \"addresses\": [\"10.0.0.1/24\", \"2001:db8::1/64\"]}]";

    private static Routing read(String json) {
        return RoutingReader.read(Json.parse(json.getBytes(StandardCharsets.UTF_8), Path.of("s.json")));
    }

    @Test
    void whatIsLeftOutIsAsTheKernelWouldHaveIt() {
        Routing routing = read("{" + DEVICES + ", \"routes\": [{\"to\": \"192.0.2.0/24\", \"via\": \"10.0.0.9\"}, "
                + "{\"to\": \"2001:db8:1::/48\", \"device\": 2}]}");
        Device device = routing.device(2).orElseThrow();
        assertEquals(1500, device.mtu());
        assertTrue(device.forwarding());
        Route four = routing.routes().get(0);
        assertEquals(2, four.device(), "the gateway is in its network");
        assertEquals(0, four.metric());
        assertEquals(Route.MAIN, four.table());
        assertEquals(1024, routing.routes().get(1).metric());
        assertEquals(four, routing.four(InetAddress.ofLiteral("192.0.2.7"), Route.MAIN, 0).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"to": "10.0.0.0/33", "device": 2} | /routes/0/to | no number from 0 to 32
            {"to": "nowhere", "device": 2} | /routes/0/to | no IP address
            {"to": "10.0.0.0/8", "device": 3} | /routes/0/device | no device 3
            {"to": "10.0.0.0/8"} | /routes/0 | not clear which device
            {"to": "10.0.0.0/8", "via": "192.0.2.1"} | /routes/0 | not clear which device
            {"to": "10.0.0.0/8", "type": "blackhole", "device": 2} | /routes/0 | leads nowhere
            {"to": "10.0.0.0/8", "type": "detour"} | /routes/0/type | no type of route 'detour'
            {"to": "2001:db8::/32", "via": "10.0.0.2"} | /routes/0/via | no IPv4 gateway
            {"to": "10.0.0.0/8", "device": 2, "metric": -1} | /routes/0/metric | out of range
            """)
    void whatIsWrongIsSaid(String route, String pointer, String what) {
        ProblemException e = assertThrows(ProblemException.class,
                () -> read("{" + DEVICES + ", \"routes\": [" + route + "]}"));
        assertEquals(pointer, e.place().pointer().orElseThrow());
        assertTrue(e.what().contains(what), e.what());
    }

    @Test
    void macAddressesAreWrittenInOneWay() {
        ProblemException e = assertThrows(ProblemException.class, () -> read("{" + DEVICES
                + ", \"neighbours\": [{\"device\": 2, \"address\": \"10.0.0.2\", \"mac\": \"2:0:0:0:0:1\"}]}"));
        assertTrue(e.getMessage().contains("no MAC address"), e.getMessage());
    }
}
