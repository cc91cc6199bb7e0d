package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.program.Kfunc;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** gve's C, its unrollers and its simulated device with DQO queues against a decoder written from the documented layout. */
class GveTest {
    private static final Nic NIC = Nics.load("gve");
    private static final int DESCRIPTORS = Descriptors.each(7000, 4);
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final long UNTOUCHED = 0x5a5a5a5a5a5a5a5aL;
    private static final long YEAR_2020 = 1_577_836_800_000_000_000L;

    /** Packet types with a transport header whose checksum the device looks at: TCP, UDP, ICMP, SCTP over IPv4 and IPv6. */
    private static final List<Integer> TRANSPORT = List.of(24, 26, 27, 28, 90, 92, 93, 94);

    private int descriptors;
    private int times;
    private int negative;

    @Test
    void theTimestampIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x677665);
        for (String clock : List.of("on", "off")) {
            for (String hwtstamp : List.of("none", "all")) {
                ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("nic-clock", clock, "hwtstamp", hwtstamp));
                assertEquals(EnumSet.of(Feature.TIMESTAMP), setup.features());
                compare(setup, NicBench.of(setup), random);
            }
        }
        assertTrue(descriptors >= 20_000 && times > 5000 && negative > 1000,
                descriptors + " descriptors, " + times + " times, " + negative + " from before the clock was read");
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random) {
        boolean clock = setup.settings().get("nic-clock").equals("on");
        boolean stack = clock && setup.settings().get("hwtstamp").equals("all");
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] d = new byte[32];
            random.nextBytes(d);
            if (random.nextInt(4) > 0) {
                Little.put(d, 2, 2, TRANSPORT.get(random.nextInt(TRANSPORT.size())) | random.nextInt(64) << 10);
            }
            long read = random.nextLong() >>> random.nextInt(64);
            if (random.nextInt(8) == 0) {
                Little.put(d, 28, 4,
                        read + new int[]{0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}[random.nextInt(5)]);
            }
            int slot = random.nextInt(setup.ringEntries());
            bench.put(slot, new Received(d, new byte[60],
                    new Facts(Map.of(Role.CACHED_TIME, new Fact.Number(read)), ""), slot));

            boolean valid = (d[11] & 1) == 1;
            boolean stamped = clock && valid;
            long ns = IceReference.extended(Little.number(d, 28, 4), read);
            KfuncChecks.requireMainline(bench, TIMESTAMP, 2, stamped, Mlx5Reference.out(ns, 8, UNTOUCHED, 8));
            KfuncChecks.requireRfc(bench, TIMESTAMP + "_supported", clock ? 1 : 0);
            KfuncChecks.requireRfc(bench, TIMESTAMP, stamped ? ns : 0);
            descriptors++;
            times += stamped ? 1 : 0;
            negative += stamped && ns - read < 0 ? 1 : 0;
            if (i % 8 == 0) {
                BuiltSkb skb = bench.skb();
                int ptype = Little.bits(d, 2, 2, 9, 0);
                assertEquals(stack && valid ? ns : 0, skb.field("hwtstamp"));
                assertEquals(Little.number(d, 16, 4), skb.field("hash"));
                assertEquals(TRANSPORT.contains(ptype) ? 1 : 0, skb.field("l4_hash"));
                assertEquals(checked(d, ptype) ? 1 : 0, skb.field("ip_summed"));
            }
        }
    }

    /** Whether the status says that all checksums are right. */
    private static boolean checked(byte[] d, int ptype) {
        boolean l4 = TRANSPORT.contains(ptype) && (d[8] & 0x08) != 0 && (d[8] & 0x20) == 0;
        return l4 && (ptype < 88 ? (d[8] & 0x50) == 0 : (d[1] & 0x02) == 0);
    }

    @Test
    void everyFieldIsWhatTheFrameWasMadeWithAndReachesTheSkb() {
        Random random = new Random(2019);
        FrameMaker maker = new FrameMaker(random);
        for (String on : List.of("on", "off")) {
            boolean all = on.equals("on");
            ConfiguredNic setup =
                    NIC.configure(Optional.empty(), Map.of("rxhash", on, "rx-csum", on, "nic-clock", on, "queue",
                            "5", "clock-read", all ? "newer" : "fresh"));
            NicBench bench = NicBench.of(setup);
            for (int i = 0; i < 1000; i++) {
                FrameMaker.Made made = maker.make();
                long nanos = YEAR_2020 + (random.nextLong() >>> 4);
                Received received = setup.hardware().receive(made.packet(i, nanos), i);
                byte[] d = received.descriptor();
                boolean transport = made.transport();
                assertArrayEquals(made.bytes(), received.frame());
                assertEquals(0, received.prefix().length);
                assertEquals(1, d[0]);
                assertEquals(IceReference.ptype(made), Little.bits(d, 2, 2, 9, 0));
                assertEquals(made.bytes().length, Little.bits(d, 4, 2, 13, 0));
                assertEquals(i / 64 & 1, Little.bits(d, 4, 2, 14, 14), "generation");
                assertEquals(made.version() == 0 ? 3 : 11, Little.bits(d, 8, 1, 3, 0),
                        "done, end of packet, processed");
                assertEquals(made.version() == 4 && !made.l3Right() ? 1 : 0, Little.bits(d, 8, 1, 4, 4), "IP error");
                assertEquals(transport && !made.l4Right() ? 1 : 0, Little.bits(d, 8, 1, 5, 5), "L4 error");
                assertEquals(all ? 1 : 0, d[11]);
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
                }
            }
        }
    }

    /** A reading older than the half of 32 bits makes times that are 2^32 ns too early; the driver cannot notice. */
    @Test
    void aStaleReadingIsNotNoticed() {
        Map<String, Long> off = Map.of("fresh", 0L, "newer", 0L, "stale", -(1L << 32));
        for (String read : off.keySet()) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("clock-read", read));
            NicBench bench = NicBench.of(setup);
            Random random = new Random(3);
            for (int i = 0; i < 500; i++) {
                long nanos = YEAR_2020 + (random.nextLong() >>> 4);
                Received received = setup.hardware().receive(new FrameMaker(random).make().packet(i, nanos), i);
                assertEquals(0, received.facts().number(Role.CACHED_TIME) % 250_000_000);
                assertEquals(read.equals("newer"), received.facts().number(Role.CACHED_TIME) > nanos);
                bench.put(i % 64, received);
                KfuncChecks.requireMainline(bench, TIMESTAMP, 2, true,
                        Mlx5Reference.out(nanos + off.get(read), 8, UNTOUCHED, 8));
            }
        }
    }

    /** The older queue format has another layout, two bytes in front of the frame, no time and no kfunc. */
    @Test
    void gqiQueuesHaveNoHintsForXdp() {
        Random random = new Random(2018);
        FrameMaker maker = new FrameMaker(random);
        for (String on : List.of("on", "off")) {
            boolean all = on.equals("on");
            ConfiguredNic setup =
                    NIC.configure(Optional.empty(), Map.of("queue-format", "gqi", "rxhash", on, "rx-csum", on));
            Kfunc timestamp = new Kfunc(TIMESTAMP, 2, false, new Kfunc.Binding.Unbound());
            assertEquals(EnumSet.noneOf(Feature.class), setup.features());
            assertEquals(Optional.empty(), setup.body(timestamp));
            assertInstanceOf(Unrolling.None.class, setup.unroller(timestamp));
            NicBench bench = NicBench.of(setup);
            for (int i = 0; i < 500; i++) {
                FrameMaker.Made made = maker.make();
                Received received = setup.hardware().receive(made.packet(i, YEAR_2020 + i), i);
                GqiDescriptor d = new GqiDescriptor(received.descriptor());
                boolean ports = made.transport();
                assertArrayEquals(made.bytes(), received.frame());
                assertArrayEquals(new byte[2], received.prefix());
                assertEquals(received.facts().number(Role.RSS_HASH), d.hash());
                assertEquals(received.facts().number(Role.CHECKSUM_COMPLETE), d.sum());
                assertEquals(made.bytes().length + 2, d.length());
                assertEquals(made.fragment(), d.fragment());
                assertEquals(made.version(), d.version());
                assertEquals(ports ? made.protocol() : 0, d.protocol());
                bench.put(i % 64, received);
                BuiltSkb skb = bench.skb();
                boolean hashed = all && made.version() != 0 && !made.fragment();
                assertEquals(hashed ? d.hash() : 0, skb.field("hash"));
                assertEquals(hashed && ports ? 1 : 0, skb.field("l4_hash"));
                assertEquals(all && d.sum() != 0 ? 2 : 0, skb.field("ip_summed"));
                assertEquals(all ? Short.reverseBytes((short) d.sum()) & 0xffff : 0, skb.field("csum"));
                assertEquals(0, skb.field("hwtstamp"));
                assertEquals(1, skb.field("queue_mapping"));
            }
        }
    }
}
