package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** virtio_net's C, its unrollers and its simulated device against a decoder written from the documented header. */
class VirtioNetTest {
    private static final Nic NIC = Nics.load("virtio_net");
    private static final int HEADERS = Descriptors.each(2600, 8);
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final int FRAME = 60;
    private static final int[] TYPES = {0, 0x01, 0x19, 0x29, 0x02, 0x1a, 0x2a, 0x06, 0x1e, 0x2e};

    private int headers;
    private int typed;

    /** Whatever stands in front of data counts, be it the header or what a program has moved there. */
    @Test
    void theHashIsWhatIsInFrontOfDataCalledAndUnrolled() {
        Random random = new Random(0x76697274);
        for (String features : List.of("hash-report", "rss")) {
            for (String tunnel : List.of("off", "on")) {
                for (String rxhash : List.of("on", "off")) {
                    ConfiguredNic setup = NIC.configure(Optional.empty(),
                            Map.of("hash-features", features, "tunnel-gso", tunnel, "rxhash", rxhash));
                    assertEquals(EnumSet.of(Feature.HASH), setup.features());
                    compare(setup, NicBench.of(setup), random);
                }
            }
        }
        assertTrue(headers >= 20_000 && typed > 5000, headers + " headers, " + typed + " with a type");
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random) {
        boolean hashing = setup.settings().get("rxhash").equals("on");
        int length = length(setup);
        long data = bench.state().context() + XdpBuff.DATA;
        for (int i = 0; i < HEADERS; i++) {
            byte[] buffer = new byte[length + FRAME];
            random.nextBytes(buffer);
            int moved = random.nextInt(3) > 0 ? 0 : random.nextInt(FRAME - 8);
            if (random.nextInt(4) > 0) {
                Little.put(buffer, moved + 16, 2, random.nextInt(12));
            }
            int slot = random.nextInt(setup.ringEntries());
            bench.put(slot, new Received(new byte[8], Arrays.copyOf(buffer, length),
                    Arrays.copyOfRange(buffer, length, buffer.length), new Facts(Map.of(), ""), slot));
            bench.memory().store(data, 8, bench.memory().load(data, 8, true) + moved, true);

            long hash = Little.number(buffer, moved + 12, 4);
            int report = (int) Little.number(buffer, moved + 16, 2);
            int type = report < TYPES.length ? TYPES[report] : 0;
            KfuncChecks.requireMainline(bench, HASH, 3, hashing, Mlx5Reference.out(hash, 4, type, 4));
            KfuncChecks.requireRfc(bench, HASH + "_supported", hashing ? 1 : 0);
            KfuncChecks.requireRfc(bench, HASH, hashing ? (long) type << 32 | hash : 0);
            headers++;
            typed += hashing && type != 0 ? 1 : 0;
        }
    }

    private static int length(ConfiguredNic setup) {
        return setup.settings().get("tunnel-gso").equals("on") ? 24
                : setup.settings().get("hash-features").equals("hash-report") ? 20 : 12;
    }

    @Test
    void withoutEitherFeatureThereIsNoKfunc() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("hash-features", "none"));
        assertEquals(Set.of(), setup.features());
        assertEquals(Optional.empty(), setup.body(new Kfunc(HASH, 3, false, new Kfunc.Binding.Unbound())));
    }

    @Test
    void everyFieldIsWhatTheFrameWasMadeWithAndTheHashDoesNotReachTheSkb() {
        Random random = new Random(1041);
        FrameMaker maker = new FrameMaker(random);
        for (Map<String, String> configuration : configurations()) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), configuration);
            NicBench bench = NicBench.of(setup);
            boolean hashing =
                    configuration.get("rxhash").equals("on") && !configuration.get("hash-features").equals("none");
            boolean reported = hashing && configuration.get("hash-features").equals("hash-report");
            boolean checked = configuration.get("data-valid").equals("on");
            for (int i = 0; i < 300; i++) {
                FrameMaker.Made made = maker.make();
                Received received = setup.hardware().receive(made.packet(i, random.nextLong() >>> 1), i);
                byte[] header = received.prefix();
                int length = length(setup);
                assertArrayEquals(made.bytes(), received.frame());
                assertEquals(i % 256, Little.number(received.descriptor(), 0, 4));
                assertEquals(length + made.bytes().length, Little.number(received.descriptor(), 4, 4));
                assertEquals(length, header.length);
                int flags = checked && made.l4Right() ? 2 : 0;
                assertEquals(flags, header[0]);
                assertEquals(1, Little.number(header, 10, 2));
                int type = type(made, configuration.get("udp-hash").equals("ports"));
                assertEquals(hashing && type != 0, received.facts().number(Role.RSS_HASH) != 0);
                if (length > 12) {
                    assertEquals(reported ? received.facts().number(Role.RSS_HASH) : 0, Little.number(header, 12, 4));
                    assertEquals(reported ? type : 0, TYPES[(int) Little.number(header, 16, 2)]);
                }
                if (i % 4 == 0) {
                    bench.put(i % 256, received);
                    BuiltSkb skb = bench.skb();
                    assertEquals(0, skb.field("hash"));
                    assertEquals(0, skb.field("l4_hash"));
                    assertEquals(flags == 0 ? 0 : 1, skb.field("ip_summed"));
                    assertEquals(6, skb.field("queue_mapping"));
                }
            }
        }
    }

    private static List<Map<String, String>> configurations() {
        List<Map<String, String>> all = new ArrayList<>();
        for (String features : List.of("hash-report", "rss", "none")) {
            for (String tunnel : List.of("off", "on")) {
                for (String on : List.of("on", "off")) {
                    all.add(Map.of("hash-features", features, "tunnel-gso", tunnel, "rxhash", on, "data-valid", on,
                            "udp-hash", "ports", "queue", "5"));
                }
                all.add(Map.of("hash-features", features, "tunnel-gso", tunnel, "rxhash", "on", "data-valid", "off",
                        "udp-hash", "addresses", "queue", "5"));
            }
        }
        return all;
    }

    private static int type(FrameMaker.Made made, boolean udpPorts) {
        if (made.version() == 0) {
            return 0;
        }
        int l3 = made.version() == 4 ? 1 : 2;
        boolean ports = !made.fragment() && (made.protocol() == 6 || made.protocol() == 17 && udpPorts);
        return ports ? l3 | (made.protocol() == 6 ? 0x18 : 0x28) : l3;
    }
}
