package dev.xdpscope.engine.call;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.kernel.NetworkNamespace;
import dev.xdpscope.engine.route.Device;
import dev.xdpscope.engine.route.Mac;
import dev.xdpscope.engine.route.Neighbour;
import dev.xdpscope.engine.route.Prefix;
import dev.xdpscope.engine.route.Route;
import dev.xdpscope.engine.route.Routing;
import dev.xdpscope.engine.xdp.RouteHelpers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Routes are looked up as the running kernel does, in a network namespace with the same devices, routes and neighbours. */
class RoutesOnThisKernelTest {
    private static final int[] MTUS = {1500, 1400, 9000};

    private static final List<List<String>> ADDRESSES = List.of(List.of("10.0.0.1/24", "2001:db8::1/64"),
            List.of("10.0.1.1/24", "10.9.0.0/31", "2001:db8:1::1/64", "2001:db8:1::5/64"),
            List.of("10.0.2.1/24", "2001:db8:2::1/64"));

    private static final List<String> ROUTES = List.of("10.1.0.0/16 via 10.0.0.2 dev d10",
            "10.1.2.0/24 via 10.0.1.2 dev d11 metric 50", "10.1.2.0/24 via 10.0.0.3 dev d10 metric 10",
            "10.1.3.0/24 dev d11",
            "10.1.4.0/24 via 10.0.1.2 dev d11 src 10.0.0.1", "blackhole 10.2.0.0/16", "unreachable 10.3.0.0/16",
            "prohibit 10.4.0.0/16", "10.2.1.0/24 via 10.0.2.2 dev d12", "0.0.0.0/0 via 10.0.0.254 dev d10",
            "10.1.0.0/16 via 10.0.1.9 dev d11 table 100", "10.5.0.0/16 via 10.0.0.2 dev d10 mtu 1000",
            "10.6.0.0/16 via 2001:db8:1::2 dev d11", "2001:db8:a::/48 via 2001:db8::2 dev d10 metric 1024",
            "2001:db8:a:1::/64 via 2001:db8:1::2 dev d11 metric 50",
            "2001:db8:a:1::/64 via 2001:db8::3 dev d10 metric 2000", "blackhole 2001:db8:b::/48 metric 1024",
            "unreachable 2001:db8:c::/48 metric 1024", "prohibit 2001:db8:f::/48 metric 1024",
            "2001:db8:d::/48 via 2001:db8:1::2 dev d11 metric 1024 mtu 1300",
            "2001:db8:a::/48 via 2001:db8:1::9 dev d11 metric 1024 table 100",
            "2001:db8:e::/48 via 2001:db8:1::2 dev d11 src 2001:db8::1 metric 7");

    private static final List<String> NEIGHBOURS = List.of("10.0.0.2 d10", "10.0.0.254 d10", "10.0.1.2 d11",
            "10.0.1.9 d11", "10.1.3.5 d11", "2001:db8::2 d10", "2001:db8:1::2 d11", "10.0.1.77 d11",
            "2001:db8:1::9 d11");

    private static final String[] FOUR = {"10.0.0.1", "10.0.0.2", "10.0.0.255", "10.0.0.0", "10.0.1.77", "10.0.1.78",
        "10.0.2.2", "10.1.1.1", "10.1.2.3", "10.1.3.5", "10.1.3.6", "10.1.4.4", "10.2.0.1", "10.2.1.1", "10.3.0.1",
        "10.4.0.1", "10.5.0.1", "10.6.0.1", "10.9.0.1", "10.9.0.0", "192.0.2.1", "255.255.255.255"};

    private static final String[] SIX = {"2001:db8::1", "2001:db8::", "2001:db8::2", "2001:db8::77", "2001:db8:1::2",
        "2001:db8:2::5", "2001:db8:2::", "2001:db8:a::1", "2001:db8:a:1::1", "2001:db8:b::1", "2001:db8:c::1",
        "2001:db8:d::1", "2001:db8:e::1", "2001:db8:f::1", "2001:db9::1", "fe80::1", "ff02::1", "::1"};

    @Test
    void lookups() {
        inNamespace(kernel -> {
            Random random = new Random(69);
            Set<Long> results = new HashSet<>();
            for (int i = 0; i < 4000; i++) {
                byte[] packet = params(random);
                StringBuilder code = new StringBuilder();
                for (int at = 0; at < 64; at += 8) {
                    code.append("r1 = *(u64 *)(r6 +%d)\n*(u64 *)(r10 %d) = r1\n".formatted(16 + at, at - 64));
                }
                code.append("r1 = r8\nr2 = r10\nr2 += -64\nr3 = 64\nr4 = *(u32 *)(r6 +8)\ncall bpf_fib_lookup\n");
                for (int at = 0; at < 64; at += 8) {
                    code.append("r1 = *(u64 *)(r10 %d)\n*(u64 *)(r6 +%d) = r1\n".formatted(at - 64, 16 + at));
                }
                Optional<Long> result = kernel.agreed(code.toString(), packet);
                assertTrue(result.isPresent(), kernel::refusal);
                results.add(result.get());
            }
            assertTrue(results.containsAll(Set.of(0L, 1L, 2L, 3L, 4L, 5L, 7L, 8L, -19L, -22L, -97L)),
                    results.toString());
            return null;
        });
    }

    @Test
    void lengthsAgainstTheMtu() {
        inNamespace(kernel -> {
            for (int device : new int[]{10, 11, 12, 99}) {
                for (int length : new int[]{0, 100, 1400, 1401, 1500, 1501, 9001}) {
                    for (int change : new int[]{0, 1, -1, 1144, 1145, 2000}) {
                        for (int flags : new int[]{0, 1}) {
                            assertTrue(kernel.agreed("""
                                    *(u32 *)(r10 -4) = %d
                                    r1 = r8
                                    r2 = %d
                                    r3 = r10
                                    r3 += -4
                                    r4 = %d
                                    r5 = %d
                                    call bpf_check_mtu
                                    r1 = *(u32 *)(r10 -4)
                                    *(u32 *)(r6 +8) = r1
                                    """.formatted(length, device, change, flags), new byte[0]).isPresent(),
                                    kernel::refusal);
                        }
                    }
                }
            }
            return null;
        });
    }

    /** Flags at offset 8, the structure at 16. */
    private static byte[] params(Random random) {
        byte[] packet = new byte[OnThisKernel.PACKET];
        random.nextBytes(packet);
        ByteBuffer buffer = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        boolean six = random.nextBoolean();
        int flags = random.nextInt(64);
        buffer.putInt(8, random.nextInt(50) == 0 ? 64 : flags & (random.nextBoolean() ? 2 | 4 | 16 : 63));
        buffer.put(16, (byte) (random.nextInt(50) == 0 ? 7 : six ? 10 : 2));
        buffer.putShort(16 + 6, (short) (random.nextInt(3) == 0 ? 900 + random.nextInt(800) : random.nextInt(900)));
        buffer.putInt(16 + 8, random.nextInt(30) == 0 ? 99 : random.nextInt(10) == 0 ? 12 : 10 + random.nextInt(2));
        String[] pool = six ? SIX : FOUR;
        buffer.put(16 + 32, InetAddress.ofLiteral(pool[random.nextInt(pool.length)]).getAddress());
        buffer.put(16 + 16, InetAddress.ofLiteral(random.nextInt(20) == 0 ? pool[random.nextInt(pool.length)]
                : six ? "2001:db8:77::1" : "198.51.100.1").getAddress());
        buffer.putInt(16 + 48, random.nextInt(4) == 0 ? 254 : random.nextInt(3) == 0 ? 255 : 98 + random.nextInt(3));
        return packet;
    }

    private static void inNamespace(Callback work) {
        Optional<TestAbortedException> skipped = NetworkNamespace.<Optional<TestAbortedException>>run(() -> {
            try {
                OnThisKernel kernel = OnThisKernel.orSkip();
                set();
                work.on(kernel.with(RouteHelpers.addTo(TestBench.helpers(), routing())));
                return Optional.empty();
            } catch (TestAbortedException e) {
                return Optional.of(e);
            }
        }, refused -> Optional.of(new TestAbortedException("no network namespace can be made: " + refused)));
        skipped.ifPresent(e -> {
            throw e;
        });
    }

    private interface Callback {
        Void on(OnThisKernel kernel) throws Exception;
    }

    private static void set() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of("set -e", "ip link set lo up"));
        for (int i = 0; i < MTUS.length; i++) {
            int n = 10 + i;
            lines.add("ip link add d%1$d index %1$d address 02:00:00:00:00:%1$d mtu %2$d type veth peer name p%1$d"
                    .formatted(n, MTUS[i]));
            lines.add("echo 0 > /proc/sys/net/ipv6/conf/d%d/accept_dad".formatted(n));
            lines.add("ip link set p%1$d up; ip link set d%1$d up".formatted(n));
            for (String family : new String[]{"ipv4", "ipv6"}) {
                lines.add("echo %d > /proc/sys/net/%s/conf/d%d/forwarding".formatted(forwards(n) ? 1 : 0, family, n));
            }
            ADDRESSES.get(i).forEach(a -> lines.add("ip addr add %s dev d%d%s".formatted(a, n,
                    a.contains(":") ? " nodad" : "")));
        }
        ROUTES.forEach(r -> lines.add("ip %sroute add %s".formatted(r.matches(".*2001:\\S+/.*") ? "-6 " : "",
                r.replace("mtu ", "mtu lock ").replaceFirst("(?<=^10\\.6.{0,9}) via ", " via inet6 "))));
        NEIGHBOURS.forEach(n -> lines.add("ip neigh add %s lladdr %s dev %s nud permanent".formatted(n.split(" ")[0],
                mac(n), n.split(" ")[1])));
        Process process;
        try {
            process = new ProcessBuilder("sh", "-c", String.join("\n", lines)).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new TestAbortedException("there is no shell");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(process.waitFor() == 0, () -> "devices and routes cannot be made with ip(8): " + said);
    }

    private static boolean forwards(int device) {
        return device != 12;
    }

    private static Mac mac(String neighbour) {
        return new Mac(0x020000000000L | neighbour.hashCode() & 0xffffff);
    }

    private static Routing routing() {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < MTUS.length; i++) {
            devices.add(
                    new Device(10 + i, Mac.parse("02:00:00:00:00:" + (10 + i)).orElseThrow(), MTUS[i], forwards(10 + i),
                            ADDRESSES.get(i).stream().map(RoutesOnThisKernelTest::prefix).toList()));
        }
        return new Routing(devices, ROUTES.stream().map(RoutesOnThisKernelTest::route).toList(),
                NEIGHBOURS.stream().map(n -> new Neighbour(Integer.parseInt(n.split(" d")[1]),
                        InetAddress.ofLiteral(n.split(" ")[0]), mac(n))).toList());
    }

    private static Route route(String line) {
        List<String> words = List.of(line.split(" "));
        boolean leads = words.get(0).contains("/");
        Route.Type type =
                leads ? Route.Type.UNICAST : Route.Type.valueOf(words.get(0).toUpperCase(java.util.Locale.ROOT));
        return new Route(prefix(words.get(leads ? 0 : 1)), type, word(words, "via").map(InetAddress::ofLiteral),
                word(words, "dev").map(d -> Integer.parseInt(d.substring(1))).orElse(0),
                word(words, "src").map(InetAddress::ofLiteral),
                word(words, "metric").map(Integer::parseInt).orElse(0),
                word(words, "table").map(Integer::parseInt).orElse(Route.MAIN),
                word(words, "mtu").map(m -> OptionalInt.of(Integer.parseInt(m))).orElse(OptionalInt.empty()));
    }

    private static Optional<String> word(List<String> words, String after) {
        return words.contains(after) ? Optional.of(words.get(words.indexOf(after) + 1)) : Optional.empty();
    }

    private static Prefix prefix(String text) {
        String[] parts = text.split("/");
        return new Prefix(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }
}
