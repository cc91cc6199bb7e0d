package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.abi.Errno;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the simulated E810 writes, read back by offset and bit, and what its driver makes of it. */
class IceHardwareTest {
    private static final Nic NIC = Nics.load("ice");
    private static final long YEAR_2020 = 1_577_836_800_000_000_000L;

    @Test
    void everyFieldIsWhatTheFrameWasMadeWith() {
        Random random = new Random(810);
        FrameMaker maker = new FrameMaker(random);
        for (String strip : List.of("ctag", "stag", "off")) {
            for (String l2tsel : List.of("l2tag1", "l2tag2")) {
                for (String rxdid : List.of("nic", "nic-2")) {
                    ConfiguredNic setup = NIC.configure(Optional.empty(),
                            Map.of("vlan-strip", strip, "l2tsel", l2tsel, "rxdid", rxdid));
                    for (int i = 0; i < 500; i++) {
                        check(setup, maker.make(), YEAR_2020 + (random.nextLong() >>> 5), i);
                    }
                }
            }
        }
    }

    private static void check(ConfiguredNic setup, FrameMaker.Made made, long nanos, int sequence) {
        Received received = setup.hardware().receive(made.packet(sequence, nanos), sequence);
        byte[] d = received.descriptor();
        int tpid = Map.of("ctag", 0x8100, "stag", 0x88a8, "off", 0).get(setup.settings().get("vlan-strip"));
        boolean stripped = made.tpid() != 0 && made.tpid() == tpid;
        boolean first = setup.settings().get("l2tsel").equals("l2tag1");
        assertArrayEquals(stripped ? made.untagged() : made.bytes(), received.frame());
        assertEquals(setup.settings().get("rxdid").equals("nic") ? 2 : 6, d[0]);
        assertEquals(IceReference.ptype(made), IceReference.ptype(d));
        assertEquals(received.frame().length, Little.bits(d, 4, 2, 13, 0));
        assertEquals(3, Little.bits(d, 8, 2, 1, 0), "DD and EOF");
        assertEquals(made.version() == 0 ? 0 : 1, Little.bits(d, 8, 2, 3, 3), "L3L4P");
        assertEquals(made.version() == 4 && !made.l3Right() ? 1 : 0, Little.bits(d, 8, 2, 4, 4), "IPE");
        assertEquals(made.transport() && !made.l4Right() ? 1 : 0, Little.bits(d, 8, 2, 5, 5), "L4E");
        assertEquals(made.version() == 0 ? 0 : 1, Little.bits(d, 8, 2, 12, 12), "RSS valid");
        assertEquals(stripped && first ? 1 : 0, Little.bits(d, 8, 2, 13, 13));
        assertEquals(stripped && first ? made.tci() : 0, Little.number(d, 10, 2));
        assertEquals(stripped && !first ? 1 : 0, Little.bits(d, 16, 2, 11, 11));
        assertEquals(stripped && !first ? made.tci() : 0, Little.number(d, 22, 2));
        assertEquals(received.facts().number(Role.RSS_HASH), Little.number(d, 12, 4));
        assertEquals(1, d[19]);
        assertEquals(nanos & 0xffff_ffffL, Little.number(d, 28, 4));
    }

    /** The arrival comes back whenever the cached time is near enough; a stale one leads to a wrong time, 2^32 ns off. */
    @Test
    void theTimeIsExtendedByTheCachedClock() {
        Random random = new Random(2_147_483_648L);
        Map<String, Long> off = Map.of("fresh", 0L, "newer", 0L, "stale", -(1L << 32));
        for (String cache : off.keySet()) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("phc-cache", cache));
            NicBench bench = NicBench.of(setup);
            for (int i = 0; i < 2000; i++) {
                long nanos = YEAR_2020 + (random.nextLong() >>> 4);
                Received received =
                        setup.hardware().receive(new FrameMaker(random).make().packet(i, nanos), i);
                long known = received.facts().number(Role.CACHED_TIME);
                assertEquals(0, known % 500_000_000);
                assertEquals(cache.equals("newer"), known > nanos);
                bench.put(i % 64, received);
                assertEquals(Mlx5Reference.out(nanos + off.get(cache), 8, 0x5a5a5a5a5a5a5a5aL, 8),
                        bench.called("bpf_xdp_metadata_rx_timestamp", 2).returned().outputs());
            }
        }
        ConfiguredNic never = NIC.configure(Optional.empty(), Map.of("phc-cache", "never"));
        NicBench bench = NicBench.of(never);
        bench.put(0, never.hardware().receive(new FrameMaker(random).make().packet(0, YEAR_2020), 0));
        assertEquals(Errno.ENODATA.negative(), bench.called("bpf_xdp_metadata_rx_timestamp", 2).returned().errno());
    }

    @Test
    void aRecordedDescriptorSaysWhatWasStrippedAndKnown() {
        FrameMaker maker = new FrameMaker(new Random(99));
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        for (int i = 0; i < 1000; i++) {
            var packet = maker.make().packet(i, YEAR_2020 + i);
            Received simulated = setup.hardware().receive(packet, i);
            Received recorded = setup.hardware().receive(packet, i, simulated.descriptor());
            assertArrayEquals(simulated.frame(), recorded.frame());
            for (Role role : List.of(Role.RSS_HASH, Role.VLAN_PRESENT, Role.VLAN_TCI, Role.PACKET_TYPE, Role.L3_ERROR,
                    Role.L4_ERROR, Role.FRAME_LENGTH, Role.CACHED_TIME)) {
                assertEquals(simulated.facts().known().get(role), recorded.facts().known().get(role), role.word());
            }
            assertEquals(null, recorded.facts().known().get(Role.CLOCK_TIME), "32 bits of it are no time");
        }
    }

    @Test
    void theSkbCarriesWhatTheDescriptorSays() {
        FrameMaker maker = new FrameMaker(new Random(31));
        for (String on : List.of("on", "off")) {
            boolean all = on.equals("on");
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("rxhash", on, "rx-csum", on, "vlan-strip",
                    all ? "stag" : "off", "hwtstamp", all ? "all" : "none", "queue", "5"));
            NicBench bench = NicBench.of(setup);
            for (int i = 0; i < 300; i++) {
                FrameMaker.Made made = maker.make();
                Received received = setup.hardware().receive(made.packet(i, YEAR_2020 + i), i);
                bench.put(i % 64, received);
                BuiltSkb skb = bench.skb();
                boolean tagged = all && made.tpid() == 0x88a8 && (made.tci() & 0xfff) != 0;
                assertEquals(all ? IceReference.hash(received.descriptor()) & 0xffff_ffffL : 0,
                        skb.field("hash"));
                assertEquals(all && made.transport() ? 1 : 0, skb.field("l4_hash"));
                assertEquals(tagged ? 0xa888 : 0, skb.field("vlan_proto"), "0x88a8 in network order");
                assertEquals(tagged ? made.tci() : 0, skb.field("vlan_tci"));
                assertEquals(all ? YEAR_2020 + i : 0, skb.field("hwtstamp"));
                assertEquals(all && made.l3Right() && made.l4Right() ? 1 : 0, skb.field("ip_summed"));
                assertEquals(6, skb.field("queue_mapping"));
            }
        }
    }
}
