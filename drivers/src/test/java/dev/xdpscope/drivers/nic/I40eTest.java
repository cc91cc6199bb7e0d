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

/** i40e's C, its unrollers, its registers and its simulated device against a decoder written from the documented layout. */
class I40eTest {
    private static final Nic NIC = Nics.load("i40e");
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final String VLAN = "bpf_xdp_metadata_rx_vlan_tag";
    private static final List<String> FOUR = Role.LATCH.names();
    private static final int DESCRIPTORS = Descriptors.each(2600, 8);
    private static final long YEAR_2025 = 1_750_000_000_000_000_000L;

    private int hashes;
    private int times;
    private int tags;

    @Test
    void everyHintIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x69343065);
        for (String hwtstamp : List.of("none", "ptp-v2")) {
            for (String on : List.of("on", "off")) {
                for (String registers : List.of("latched", "released")) {
                    ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("hwtstamp", hwtstamp, "rxhash", on,
                            "rx-vlan-offload", on, "registers", registers));
                    assertEquals(EnumSet.noneOf(Feature.class), setup.features());
                    compare(setup, NicBench.of(setup), random);
                }
            }
        }
        assertTrue(hashes > 1000 && times > 500 && tags > 1000, hashes + ", " + times + ", " + tags);
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random) {
        boolean stamping = setup.settings().get("hwtstamp").equals("ptp-v2");
        boolean latched = stamping && setup.settings().get("registers").equals("latched");
        boolean on = setup.settings().get("rxhash").equals("on");
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] d = descriptor(random);
            long ns = random.nextLong();
            int pair = random.nextInt(4);
            Facts facts = new Facts(Map.of(Role.PTP, new Fact.Name("udp-event"), Role.LATCH,
                    new Fact.Name(FOUR.get(pair)), Role.CLOCK_TIME, new Fact.Number(ns)), "");
            Received received = new Received(d, new byte[60], facts, i);
            bench.put(i % setup.ringEntries(), received);

            boolean time = latched && Little.bits(d, 8, 4, 7, 7) == 1 && Little.bits(d, 8, 4, 6, 5) == pair;
            assertEquals(time ? ns : 0, bench.called(TIMESTAMP, 1).returned().r0());
            assertEquals(0, bench.called(TIMESTAMP, 1).returned().r0(), "read before");
            bench.put(i % setup.ringEntries(), received);
            assertEquals(time ? ns : 0, bench.unrolled(TIMESTAMP, 1).orElseThrow().returned().r0());
            assertEquals(0, bench.unrolled(TIMESTAMP, 1).orElseThrow().returned().r0(), "read before");
            KfuncChecks.requireRfc(bench, TIMESTAMP + "_supported", stamping ? 1 : 0);
            long hash = on ? hash(d) : 0;
            KfuncChecks.requireRfc(bench, HASH, hash);
            KfuncChecks.requireRfc(bench, HASH + "_supported", on ? 1 : 0);
            boolean tagged = (d[8] & 4) != 0;
            KfuncChecks.requireRfc(bench, VLAN, tagged ? 0x8100L << 16 | Little.number(d, 2, 2) : 0);
            KfuncChecks.requireRfc(bench, VLAN + "_supported", on ? 1 : 0);
            hashes += hash != 0 ? 1 : 0;
            times += time ? 1 : 0;
            tags += tagged ? 1 : 0;
        }
    }

    private static byte[] descriptor(Random random) {
        byte[] d = new byte[32];
        random.nextBytes(d);
        if (random.nextInt(4) > 0) {
            d[9] |= 0x30;
        }
        if (random.nextInt(4) > 0) {
            d[8] |= (byte) 0x80;
        }
        if (random.nextInt(4) > 0) {
            long qword = Little.number(d, 8, 8) & ~(0xffL << 30) | (long) random.nextInt(160) << 30;
            Little.put(d, 8, 8, qword);
        }
        return d;
    }

    /** Hash and type, 0 without: of the packet types below 22, which have no IP header, some are known. */
    private static long hash(byte[] d) {
        int ptype = Little.bits(d, 8, 8, 37, 30);
        byte[] likeIce = new byte[32];
        Little.put(likeIce, 2, 2, ptype);
        int type = IceReference.type(likeIce);
        boolean known = ptype >= 12 && ptype < 22 || List.of(1, 2, 3, 6, 7, 10).contains(ptype) || type != 0;
        return known && Little.bits(d, 8, 4, 13, 12) == 3 ? (long) type << 32 | Little.number(d, 4, 4) : 0;
    }

    @Test
    void mainlineHasNothingAndTheRegistersAreReadByACall() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        assertEquals(Optional.empty(), setup.body(kfunc(TIMESTAMP, 2)));
        assertEquals(Optional.empty(), setup.body(kfunc(HASH, 3)));
        Unrolling.Replace by = assertInstanceOf(Unrolling.Replace.class, setup.unroller(kfunc(TIMESTAMP, 1)));
        assertTrue(by.calls().orElseThrow().contains("registers"));
    }

    private static Kfunc kfunc(String name, int parameters) {
        return new Kfunc(name, parameters, false, new Kfunc.Binding.Unbound());
    }

    @Test
    void theDeviceWritesWhatTheFrameIs() {
        FrameMaker maker = new FrameMaker(new Random(40));
        for (String offload : List.of("on", "off")) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("rx-vlan-offload", offload));
            for (int i = 0; i < 500; i++) {
                FrameMaker.Made made = maker.make();
                Received received = setup.hardware().receive(made.packet(i, YEAR_2025), i);
                byte[] d = received.descriptor();
                boolean stripped = offload.equals("on") && made.tpid() == 0x8100;
                assertArrayEquals(stripped ? made.untagged() : made.bytes(), received.frame());
                assertEquals(stripped ? made.tci() : 0, Little.number(d, 2, 2));
                assertEquals(stripped ? 1 : 0, Little.bits(d, 8, 8, 2, 2));
                assertEquals(received.facts().number(Role.RSS_HASH), Little.number(d, 4, 4));
                assertEquals(made.version() == 0 ? 0 : 3, Little.bits(d, 8, 8, 13, 12));
                assertEquals(made.version() == 0 ? 0 : 1, Little.bits(d, 8, 8, 3, 3));
                assertEquals(0, Little.bits(d, 8, 8, 7, 5), "no PTP, no timestamp");
                assertEquals(made.version() == 4 && !made.l3Right() ? 1 : 0, Little.bits(d, 8, 8, 22, 22));
                assertEquals(made.transport() && !made.l4Right() ? 1 : 0, Little.bits(d, 8, 8, 23, 23));
                assertEquals(IceReference.ptype(made), Little.bits(d, 8, 8, 37, 30));
                assertEquals(received.frame().length, Little.bits(d, 8, 8, 51, 38));
                assertEquals(3, Little.bits(d, 8, 8, 1, 0), "done, whole");
            }
        }
    }

    /** Which PTP messages are stamped, by firmware, and where; four packets use the four pairs of registers. */
    @Test
    void ptpEventsAreLatchedInTurn() {
        for (String revision : List.of("xl710", "x722")) {
            for (String firmware : List.of("6.01", "5.05")) {
                boolean udp = revision.equals("x722") || firmware.equals("6.01");
                ConfiguredNic setup = NIC.configure(Optional.of(revision), Map.of("firmware", firmware));
                NicBench bench = NicBench.of(setup);
                for (int i = 0; i < 64; i++) {
                    int type = i % 16;
                    boolean event = type < 4;
                    latched(setup, bench, PtpFrames.ethernet(type, 2), i, event);
                    latched(setup, bench, PtpFrames.udp(type, 2, event ? 319 : 320), i, event && udp);
                    latched(setup, bench, PtpFrames.udp(type, 2, 1319), i, false);
                    latched(setup, bench, PtpFrames.ethernet(type, 1), i, false);
                }
            }
        }
    }

    private static void latched(ConfiguredNic setup, NicBench bench, PtpFrames frame, int i, boolean stamped) {
        long nanos = YEAR_2025 + i * 3_000_000_019L;
        Received received = setup.hardware().receive(frame.packet(i, nanos), i);
        byte[] d = received.descriptor();
        assertEquals(stamped ? 4 | i % 4 : 0, Little.bits(d, 8, 8, 7, 5) & 4 | Little.bits(d, 8, 8, 6, 5));
        bench.put(i % 64, received);
        assertEquals(stamped ? nanos : 0, bench.called(TIMESTAMP, 1).returned().r0());
    }

    @Test
    void whoReadsFirstHasTheTimestamp() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        NicBench bench = NicBench.of(setup);
        Received received = setup.hardware().receive(PtpFrames.ethernet(0, 2).packet(0, YEAR_2025), 0);
        bench.put(0, received);
        assertEquals(YEAR_2025, bench.skb().field("hwtstamp"));
        bench.put(0, received);
        assertEquals(YEAR_2025, bench.called(TIMESTAMP, 1).returned().r0());
        assertEquals(0, bench.skb().field("hwtstamp"), "the program has read it");

        ConfiguredNic full = NIC.configure(Optional.empty(), Map.of("registers", "full"));
        assertEquals(0, full.hardware().receive(PtpFrames.ethernet(0, 2).packet(), 0).descriptor()[8] & 0x80);
    }

    @Test
    void theSkbCarriesWhatTheDescriptorSays() {
        FrameMaker maker = new FrameMaker(new Random(41));
        for (String on : List.of("on", "off")) {
            boolean all = on.equals("on");
            ConfiguredNic setup = NIC.configure(Optional.empty(),
                    Map.of("rxhash", on, "rx-csum", on, "rx-vlan-offload", on, "queue", "5"));
            NicBench bench = NicBench.of(setup);
            for (int i = 0; i < 300; i++) {
                FrameMaker.Made made = maker.make();
                Received received = setup.hardware().receive(made.packet(i, YEAR_2025 + i), i);
                bench.put(i % 64, received);
                BuiltSkb skb = bench.skb();
                boolean hashed = all && made.version() != 0;
                boolean tagged = all && made.tpid() == 0x8100;
                assertEquals(hashed ? Little.number(received.descriptor(), 4, 4) : 0,
                        skb.field("hash"));
                assertEquals(hashed && made.transport() ? 1 : 0, skb.field("l4_hash"));
                assertEquals(tagged ? made.tci() : 0, skb.field("vlan_tci"));
                assertEquals(tagged ? 0x0081 : 0, skb.field("vlan_proto"), "0x8100 in network order");
                assertEquals(all && made.l3Right() && made.l4Right() ? 1 : 0, skb.field("ip_summed"));
                assertEquals(0, skb.field("hwtstamp"));
                assertEquals(6, skb.field("queue_mapping"));
            }
        }
    }

    @Test
    void aRecordedDescriptorSaysWhichRegistersHoldTheTime() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        NicBench bench = NicBench.of(setup);
        for (int pair = 0; pair < 4; pair++) {
            byte[] d = new byte[32];
            Little.put(d, 8, 8, 0x83 | pair << 5);
            Received received = setup.hardware().receive(PtpFrames.ethernet(8, 1).packet(9, YEAR_2025), 9, d);
            assertEquals(FOUR.get(pair), received.facts().name(Role.LATCH));
            bench.put(9, received);
            assertEquals(YEAR_2025, bench.called(TIMESTAMP, 1).returned().r0(), "whatever the frame is");
        }
    }
}
