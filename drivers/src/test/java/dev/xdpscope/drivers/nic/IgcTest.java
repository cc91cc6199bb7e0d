package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** igc's C, its unrollers and its simulated device against a decoder written from the documented layout. */
class IgcTest {
    private static final Nic NIC = Nics.load("igc");
    private static final int DESCRIPTORS = Descriptors.each(1100, 20);
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final long UNTOUCHED = 0x5a5a5a5a5a5a5a5aL;
    private static final long YEAR_2020 = 1_577_836_800_000_000_000L;
    private static final int[] TYPES = {0, 0x19, 0x01, 0x1a, 0x06, 0x02, 0x1e, 0x29, 0x2a, 0x2e, 0, 0, 0, 0, 0, 0};
    private static final Map<String, Integer> LATENCY =
            Map.of("2500", 1485, "1000", 300, "100", 185, "10", 6450, "unknown", 0);

    private int descriptors;
    private int times;

    @Test
    void everyHintIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x696763);
        for (String speed : List.of("2500", "1000", "100", "10", "unknown")) {
            for (String header : List.of("in-place", "copied")) {
                for (String rxhash : List.of("on", "off")) {
                    ConfiguredNic setup = NIC.configure(Optional.empty(),
                            Map.of("speed", speed, "header", header, "rxhash", rxhash));
                    assertEquals(EnumSet.of(Feature.TIMESTAMP, Feature.HASH), setup.features());
                    compare(setup, NicBench.of(setup), random);
                }
            }
        }
        assertTrue(descriptors >= 20_000 && times > 5000, descriptors + " descriptors, " + times + " times");
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random) {
        boolean hashing = setup.settings().get("rxhash").equals("on");
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] d = new byte[16];
            random.nextBytes(d);
            byte[] header = new byte[16];
            random.nextBytes(header);
            Map<Role, Fact> copied = new EnumMap<>(Role.class);
            copied.put(Role.CLOCK_NANOSECONDS, new Fact.Number(Little.number(header, 8, 4)));
            copied.put(Role.CLOCK_SECONDS, new Fact.Number(Little.number(header, 12, 4)));
            int slot = random.nextInt(setup.ringEntries());
            bench.put(slot, new Received(d, header, new byte[60], new Facts(copied, ""), slot));

            boolean stamped = Little.bits(d, 8, 4, 15, 15) == 1;
            long ns = Little.number(header, 12, 4) * 1_000_000_000 + Little.number(header, 8, 4)
                    - LATENCY.get(setup.settings().get("speed"));
            long hash = Little.number(d, 4, 4);
            int type = TYPES[d[0] & 0xf];
            KfuncChecks.requireMainline(bench, TIMESTAMP, 2, stamped, Mlx5Reference.out(ns, 8, UNTOUCHED, 8));
            KfuncChecks.requireMainline(bench, HASH, 3, hashing, Mlx5Reference.out(hash, 4, type, 4));
            KfuncChecks.requireRfc(bench, TIMESTAMP + "_supported", 1);
            KfuncChecks.requireRfc(bench, TIMESTAMP, stamped ? ns : 0);
            KfuncChecks.requireRfc(bench, HASH + "_supported", hashing ? 1 : 0);
            KfuncChecks.requireRfc(bench, HASH, hashing ? (long) type << 32 | hash : 0);
            descriptors++;
            times += stamped ? 1 : 0;
        }
    }

    @Test
    void everyFieldIsWhatTheFrameWasMadeWithAndReachesTheSkb() {
        Random random = new Random(225);
        FrameMaker maker = new FrameMaker(random);
        for (String on : List.of("on", "off")) {
            boolean all = on.equals("on");
            ConfiguredNic setup = NIC.configure(Optional.of(all ? "i225" : "i226"), Map.of("rxhash", on, "rx-csum", on,
                    "rx-vlan-offload", on, "hwtstamp", all ? "all" : "none", "queue", "5", "udp-hash",
                    all ? "ports" : "addresses"));
            NicBench bench = NicBench.of(setup);
            for (int i = 0; i < 1000; i++) {
                FrameMaker.Made made = maker.make();
                long nanos = YEAR_2020 + (random.nextLong() >>> 5);
                Received received = setup.hardware().receive(made.packet(i, nanos), i);
                byte[] d = received.descriptor();
                boolean stripped = all && made.tpid() == 0x8100;
                boolean tcp = !made.fragment() && made.protocol() == 6;
                boolean udp = !made.fragment() && made.protocol() == 17;
                assertArrayEquals(stripped ? made.untagged() : made.bytes(), received.frame());
                assertEquals(type(made, all), TYPES[d[0] & 0xf]);
                assertEquals(received.facts().number(Role.RSS_HASH), Little.number(d, 4, 4));
                assertEquals(stripped ? 11 : 3, Little.bits(d, 8, 4, 3, 0), "DD, EOP, VP");
                assertEquals((udp ? 1 : 0) | (tcp ? 2 : 0), Little.bits(d, 8, 4, 5, 4), "UDPCS, TCPCS");
                assertEquals(all ? 1 : 0, Little.bits(d, 8, 4, 15, 15), "TSIP");
                assertEquals((tcp || udp) && !made.l4Right() ? 1 : 0, Little.bits(d, 8, 4, 29, 29), "L4E");
                assertEquals(made.version() == 4 && !made.l3Right() ? 1 : 0, Little.bits(d, 8, 4, 30, 30), "IPE");
                assertEquals(received.frame().length + (all ? 16 : 0), Little.number(d, 12, 2));
                assertEquals(stripped ? made.tci() : 0, Little.number(d, 14, 2));
                assertEquals(all ? 16 : 0, received.prefix().length);
                if (all) {
                    assertEquals(nanos % 1_000_000_000, Little.number(received.prefix(), 8, 4));
                    assertEquals(nanos / 1_000_000_000, Little.number(received.prefix(), 12, 4));
                }
                if (i % 4 == 0) {
                    bench.put(i % 64, received);
                    BuiltSkb skb = bench.skb();
                    assertEquals(all ? nanos - 1485 : 0, skb.field("hwtstamp"));
                    assertEquals(all ? Little.number(d, 4, 4) : 0, skb.field("hash"));
                    assertEquals(all && (tcp || udp) ? 1 : 0, skb.field("l4_hash"));
                    assertEquals(stripped ? made.tci() : 0, skb.field("vlan_tci"));
                    assertEquals(all && made.l3Right() && made.l4Right() ? 1 : 0,
                            skb.field("ip_summed"));
                    assertEquals(6, skb.field("queue_mapping"));
                }
            }
        }
    }

    private static int type(FrameMaker.Made made, boolean udpPorts) {
        if (made.version() == 0) {
            return 0;
        }
        int l3 = made.version() == 4 ? 1 : 2;
        boolean ports = !made.fragment() && (made.protocol() == 6 || made.protocol() == 17 && udpPorts);
        return ports ? l3 | (made.protocol() == 6 ? 0x18 : 0x28) : l3;
    }

    /** Recorded descriptors do not hold the header, so it is that of the packet's own time. */
    @Test
    void aRecordedDescriptorGetsAHeader() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            var packet = new FrameMaker(random).make().packet(i, YEAR_2020 + i);
            Received simulated = setup.hardware().receive(packet, i);
            Received recorded = setup.hardware().receive(packet, i, simulated.descriptor());
            assertArrayEquals(simulated.prefix(), recorded.prefix());
            assertArrayEquals(simulated.frame(), recorded.frame());
        }
    }
}
