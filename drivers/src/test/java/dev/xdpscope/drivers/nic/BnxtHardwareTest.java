package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.drivers.packet.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the simulated devices write, read back by offset and bit, and what their driver makes of it. */
class BnxtHardwareTest {
    private static final Nic NIC = Nics.load("bnxt");
    private static final long YEAR_2026 = 1_767_225_600_000_000_000L;
    private static final long YEARS = 60L * 86_400 * 365 * 1_000_000_000;

    @Test
    void everyFieldIsWhatTheFrameWasMadeWithAndReachesTheSkb() {
        Random random = new Random(57508);
        FrameMaker maker = new FrameMaker(random);
        for (String revision : List.of("p4", "p5", "p7")) {
            for (String on : List.of("on", "off")) {
                boolean tcam = revision.equals("p7") && on.equals("on");
                ConfiguredNic setup = NIC.configure(Optional.of(revision), Map.of("rx-vlan-offload", on, "rx-csum", on,
                        "udp-hash", on.equals("on") ? "ports" : "addresses", "rss-tcam", tcam ? "on" : "off", "queue",
                        "5"));
                NicBench bench = NicBench.of(setup);
                for (int i = 0; i < 500; i++) {
                    FrameMaker.Made made = maker.make();
                    long nanos = YEAR_2026 + random.nextLong(YEARS);
                    Received received = setup.hardware().receive(made.packet(i, nanos), i);
                    checkFields(setup, made, received, nanos);
                    bench.put(i % 64, received);
                    checkSkb(setup, bench, made, received, nanos);
                }
            }
        }
    }

    private static void checkFields(ConfiguredNic setup, FrameMaker.Made made, Received received, long nanos) {
        byte[] d = received.descriptor();
        boolean v3 = setup.revision().name().equals("p7");
        boolean stripped = on(setup) && made.tpid() != 0;
        boolean l4 = made.transport();
        boolean ports = l4 && (made.protocol() == 6 || on(setup));
        int itype = made.version() == 0 ? 0 : !l4 ? 1 : made.protocol() == 6 ? 2 : 3;
        boolean wrong = made.version() == 4 && !made.l3Right() || l4 && !made.l4Right();
        assertArrayEquals(stripped ? made.untagged() : made.bytes(), received.frame());
        assertEquals(v3 ? 23 : 17, Little.bits(d, 0, 4, 5, 0));
        assertEquals(wrong ? 1 : 0, Little.bits(d, 0, 4, 6, 6), "error");
        assertEquals(made.version() == 0 ? 0 : 1, Little.bits(d, 0, 4, 10, 10), "RSS valid");
        assertEquals(0, Little.bits(d, 0, 4, 11, 11));
        assertEquals(itype, Little.bits(d, 0, 4, 15, 12));
        assertEquals(received.frame().length, Little.number(d, 2, 2));
        assertEquals(received.sequence() % 64, Little.number(d, 4, 4));
        assertEquals(received.sequence() / 64 & 1, d[8] & 1, "V1");
        assertEquals(received.sequence() / 64 & 1, d[24] & 1, "V2");
        assertEquals(received.facts().number(Role.RSS_HASH), Little.number(d, 12, 4));
        assertEquals(made.version() == 6 ? 1 : 0, Little.bits(d, 16, 4, 8, 8));
        assertEquals((l4 ? 2 : 0) | (made.version() == 4 ? 1 : 0), Little.bits(d, 16, 4, 3, 0), "looked at");
        assertEquals(made.version() == 4 && !made.l3Right() ? 1 : 0, Little.bits(d, 24, 4, 4, 4));
        assertEquals(l4 && !made.l4Right() ? 1 : 0, Little.bits(d, 24, 4, 5, 5));
        assertEquals(setup.revision().name().equals("p4") ? 0 : nanos & 0xffff_ffffL, Little.number(d, 28, 4));
        BnxtReference says = new BnxtReference(d, v3, on(setup));
        assertEquals(stripped ? made.tpid() : 0, says.tpid());
        assertEquals(stripped ? made.tci() : 0, says.tci());
        if (v3) {
            assertEquals(made.version() == 0 ? 0 : made.version() / 2 - 1 | (ports ? 8 : 0),
                    says.hashed() ? says.type() : 0);
        } else if (says.hashed()) {
            assertEquals(ports, says.l4(false), "the profile tells what was hashed");
            assertEquals(l4, says.l4(true), "the packet type does not");
        }
    }

    private static void checkSkb(ConfiguredNic setup, NicBench bench, FrameMaker.Made made, Received received,
            long nanos) {
        BuiltSkb skb = bench.skb();
        boolean stripped = on(setup) && made.tpid() != 0;
        boolean v3 = setup.revision().name().equals("p7");
        boolean l4 = made.transport() && (!v3 || made.protocol() == 6 || on(setup));
        boolean stamped = !setup.revision().name().equals("p4") && (nanos & 0xffff_ffffL) != 0;
        assertEquals(stamped ? nanos : 0, skb.field("hwtstamp"));
        assertEquals(Little.number(received.descriptor(), 12, 4), skb.field("hash"));
        assertEquals(l4 ? 1 : 0, skb.field("l4_hash"));
        assertEquals(stripped ? Short.reverseBytes((short) made.tpid()) & 0xffff : 0,
                skb.field("vlan_proto"));
        assertEquals(stripped ? made.tci() : 0, skb.field("vlan_tci"));
        assertEquals(on(setup) && made.l4Right() ? 1 : 0, skb.field("ip_summed"), "whatever IP's is");
        assertEquals(0, skb.field("csum_level"));
        assertEquals(6, skb.field("queue_mapping"));
    }

    private static boolean on(ConfiguredNic setup) {
        return setup.settings().get("rx-vlan-offload").equals("on");
    }

    /** Both clocks and both ages of the driver give the arrival; an old time that is too young or too old one 2^32 ns off. */
    @Test
    void theTimeIsExtendedByTheOldTime() {
        Random random = new Random(4_294_967_296L);
        for (String driver : List.of("today", "2022")) {
            for (String clock : List.of("rtc", "free-running")) {
                for (String read : List.of("fresh", "late", "stale")) {
                    ConfiguredNic setup = NIC.configure(Optional.empty(),
                            Map.of("driver", driver, "clock", clock, "clock-read", read));
                    NicBench bench = NicBench.of(setup);
                    for (int i = 0; i < 300; i++) {
                        long nanos = YEAR_2026 + 10_000_000_000L + random.nextLong(YEARS);
                        Received received = setup.hardware().receive(new FrameMaker(random).make().packet(i, nanos), i);
                        bench.put(i % 64, received);
                        long old = received.facts().number(Role.CACHED_TIME);
                        long granularity = driver.equals("today") ? 1L << 24 : 1;
                        long known = old - Long.remainderUnsigned(received.facts().number(Role.CACHED_CYCLES),
                                granularity);
                        long off = known > nanos ? 1L << 32 : nanos - known >= 1L << 32 ? -(1L << 32) : 0;
                        assertEquals(0, old % 1_000_000_000);
                        assertEquals(read.equals("stale"), off < 0, read);
                        assertEquals(nanos + off, bench.skb().field("hwtstamp"), driver + clock + read);
                    }
                }
            }
        }
    }

    /** With the filter ptp only a PTP frame is stamped; 0 is no stamp today unless the frame is PTP. */
    @Test
    void ptpFramesAreStampedByFilter() {
        byte[] ptp = new byte[60];
        ptp[12] = (byte) 0x88;
        ptp[13] = (byte) 0xf7;
        byte[] other = new byte[60];
        other[12] = (byte) 0x88;
        other[13] = (byte) 0xb5;
        long zero = YEAR_2026 + (1L << 32) - YEAR_2026 % (1L << 32);
        for (String driver : List.of("today", "2022")) {
            for (long nanos : new long[]{YEAR_2026 + 1, zero}) {
                boolean today = driver.equals("today");
                assertEquals(0, stamp(driver, "none", ptp, nanos));
                assertEquals(nanos, stamp(driver, "ptp", ptp, nanos));
                assertEquals(0, stamp(driver, "ptp", other, nanos));
                assertEquals(nanos, stamp(driver, "all", ptp, nanos));
                assertEquals(today && nanos == zero ? 0 : nanos, stamp(driver, "all", other, nanos));
            }
        }
    }

    private static long stamp(String driver, String filter, byte[] frame, long nanos) {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("driver", driver, "hwtstamp", filter));
        NicBench bench = NicBench.of(setup);
        bench.put(0, setup.hardware().receive(new Packet(0, nanos, frame, frame.length), 0));
        return bench.skb().field("hwtstamp");
    }

    @Test
    void recordedCompletionsTellWhatTheyHold() {
        FrameMaker maker = new FrameMaker(new Random(5));
        for (String revision : List.of("p5", "p7")) {
            ConfiguredNic setup = NIC.configure(Optional.of(revision), Map.of());
            for (int i = 0; i < 300; i++) {
                Packet packet = maker.make().packet(i, YEAR_2026 + i);
                Received simulated = setup.hardware().receive(packet, i);
                Received recorded = setup.hardware().receive(packet, i, simulated.descriptor());
                assertArrayEquals(simulated.frame(), recorded.frame());
                for (Role role : List.of(Role.RSS_HASH, Role.VLAN_PRESENT, Role.VLAN_TCI, Role.VLAN_TPID, Role.L3_ERROR,
                        Role.L4_ERROR, Role.FRAME_LENGTH, Role.CACHED_CYCLES)) {
                    assertEquals(simulated.facts().number(role), recorded.facts().number(role), role.word());
                }
            }
        }
    }
}
