package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** idpf's C, its unrollers and its simulated device against a decoder written from the documented layout. */
class IdpfTest {
    private static final Nic NIC = Nics.load("idpf");
    private static final int DESCRIPTORS = Descriptors.each(6000, 4);
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final long UNTOUCHED = 0x5a5a5a5a5a5a5a5aL;
    private static final long YEAR_2020 = 1_577_836_800_000_000_000L;

    /** Hash types by packet type; one that is missing has no payload class. */
    private static final Map<Integer, Integer> TYPES = Map.ofEntries(Map.entry(1, 0), Map.entry(2, 0), Map.entry(6, 0),
            Map.entry(11, 0), Map.entry(22, 1), Map.entry(23, 1), Map.entry(24, 0x29), Map.entry(26, 0x19),
            Map.entry(27, 0x49), Map.entry(28, 0x109), Map.entry(88, 2), Map.entry(89, 2), Map.entry(90, 0x2a),
            Map.entry(92, 0x1a), Map.entry(93, 0x4a), Map.entry(94, 0x10a));

    private int hashes;
    private int times;

    @Test
    void everyHintIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x69647066);
        for (String hwtstamp : List.of("none", "all")) {
            for (String rxhash : List.of("on", "off")) {
                ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("hwtstamp", hwtstamp, "rxhash", rxhash));
                assertEquals(EnumSet.of(Feature.TIMESTAMP, Feature.HASH), setup.features());
                compare(setup, NicBench.of(setup), random);
            }
        }
        assertTrue(hashes > 2000 && times > 2000, hashes + " hashes, " + times + " times");
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random) {
        boolean stamping = setup.settings().get("hwtstamp").equals("all");
        boolean hashing = setup.settings().get("rxhash").equals("on");
        List<Integer> known = TYPES.keySet().stream().sorted().toList();
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] d = new byte[32];
            random.nextBytes(d);
            if (random.nextInt(8) > 0) {
                int ptype = random.nextBoolean() ? random.nextInt(100) : known.get(random.nextInt(known.size()));
                Little.put(d, 2, 2, ptype | random.nextInt(64) << 10);
            }
            if (random.nextInt(8) == 0) {
                Little.put(d, 16, 4, 0);
            }
            long cached = random.nextLong() >>> random.nextInt(64);
            int slot = random.nextInt(setup.ringEntries());
            bench.put(slot, new Received(d, new byte[60],
                    new Facts(Map.of(Role.CACHED_TIME, new Fact.Number(cached)), ""), slot));

            boolean stamped = stamping && (d[11] & 1) == 1;
            long ns = IceReference.extended(Little.number(d, 28, 4), cached);
            Optional<Integer> type = Optional.ofNullable(TYPES.get(Little.bits(d, 2, 2, 9, 0)));
            long hash = Little.number(d, 16, 4);
            boolean hashed = hashing && type.isPresent() && hash != 0;
            KfuncChecks.requireMainline(bench, TIMESTAMP, 2, stamped, Mlx5Reference.out(ns, 8, UNTOUCHED, 8));
            KfuncChecks.requireMainline(bench, HASH, 3, hashed, Mlx5Reference.out(hash, 4, type.orElse(0), 4));
            KfuncChecks.requireRfc(bench, TIMESTAMP + "_supported", stamping ? 1 : 0);
            KfuncChecks.requireRfc(bench, TIMESTAMP, stamped ? ns : 0);
            KfuncChecks.requireRfc(bench, HASH + "_supported", hashing ? 1 : 0);
            KfuncChecks.requireRfc(bench, HASH, hashed ? (long) type.orElseThrow() << 32 | hash : 0);
            hashes += hashed ? 1 : 0;
            times += stamped ? 1 : 0;
        }
    }

    @Test
    void everyFieldIsWhatTheFrameWasMadeWithAndReachesTheSkb() {
        Random random = new Random(2100);
        FrameMaker maker = new FrameMaker(random);
        for (String on : List.of("on", "off")) {
            boolean all = on.equals("on");
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("rxhash", on, "rx-csum", on, "hwtstamp",
                    all ? "all" : "none", "queue", "5", "phc-cache", all ? "newer" : "fresh"));
            NicBench bench = NicBench.of(setup);
            for (int i = 0; i < 1000; i++) {
                FrameMaker.Made made = maker.make();
                long nanos = YEAR_2020 + (random.nextLong() >>> 4);
                Received received = setup.hardware().receive(made.packet(i, nanos), i);
                byte[] d = received.descriptor();
                boolean transport = made.transport();
                assertArrayEquals(made.bytes(), received.frame());
                assertEquals(IceReference.ptype(made), Little.bits(d, 2, 2, 9, 0));
                assertEquals(1, Little.bits(d, 2, 2, 12, 12));
                assertEquals(made.bytes().length, Little.bits(d, 4, 2, 13, 0));
                assertEquals(i / 64 & 1, Little.bits(d, 4, 2, 14, 14), "generation");
                assertEquals(made.version() == 0 ? 3 : 11, Little.bits(d, 8, 1, 3, 0), "DD, EOF, L3L4P");
                assertEquals(made.version() == 4 && !made.l3Right() ? 1 : 0, Little.bits(d, 8, 1, 4, 4), "IPE");
                assertEquals(transport && !made.l4Right() ? 1 : 0, Little.bits(d, 8, 1, 5, 5), "L4E");
                assertEquals(i % 64, Little.number(d, 12, 2));
                assertEquals(received.facts().number(Role.RSS_HASH), Little.number(d, 16, 4));
                assertEquals(all ? nanos & 0xffff_ffffL : 0, Little.number(d, 28, 4));
                if (i % 4 == 0) {
                    bench.put(i % 64, received);
                    BuiltSkb skb = bench.skb();
                    assertEquals(all ? nanos : 0, skb.field("hwtstamp"));
                    assertEquals(all ? Little.number(d, 16, 4) : 0, skb.field("hash"));
                    assertEquals(all && transport ? 1 : 0, skb.field("l4_hash"));
                    assertEquals(all && made.l3Right() && made.l4Right() ? 1 : 0,
                            skb.field("ip_summed"));
                    assertEquals(6, skb.field("queue_mapping"));
                    assertEquals(0, skb.field("vlan_present"));
                }
            }
        }
    }

    /** A stale copy of the clock makes times that are 2^32 ns too early. */
    @Test
    void aStaleClockIsNotNoticed() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("phc-cache", "stale"));
        NicBench bench = NicBench.of(setup);
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            long nanos = YEAR_2020 + (random.nextLong() >>> 4);
            bench.put(i % 64, setup.hardware().receive(new FrameMaker(random).make().packet(i, nanos), i));
            assertEquals(Mlx5Reference.out(nanos - (1L << 32), 8, UNTOUCHED, 8),
                    bench.called(TIMESTAMP, 2).returned().outputs());
        }
    }
}
