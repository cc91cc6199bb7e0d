package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.drivers.packet.Packet;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the simulated device writes into CQEs, read back by offset and bit, and what of it reaches the sk_buff. */
class Mlx4HardwareTest {
    private static final Nic NIC = Nics.load("mlx4");
    private static final long POWER_UP = 1_767_225_600_000_000_000L;

    @Test
    void everyFieldIsWhatTheFrameWasMadeWithAndReachesTheSkb() {
        Random random = new Random(3);
        FrameMaker maker = new FrameMaker(random);
        for (String size : List.of("64", "32")) {
            for (String hwtstamp : List.of("none", "all")) {
                for (String on : List.of("on", "off")) {
                    ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("cqe-size", size, "hwtstamp", hwtstamp,
                            "rx-vlan-offload", on, "rxhash", on, "rx-csum", on, "queue", "5", "ring", "16"));
                    NicBench bench = NicBench.of(setup);
                    for (int i = 0; i < 1000; i++) {
                        FrameMaker.Made made = maker.make();
                        long nanos = POWER_UP + (random.nextLong() >>> 8);
                        Received received = setup.hardware().receive(made.packet(i, nanos), i);
                        bench.put(i % 16, received);
                        check(setup, made, received, i);
                        reaches(setup, made, received, bench, nanos);
                    }
                }
            }
        }
    }

    private static boolean stripped(ConfiguredNic setup, FrameMaker.Made made) {
        return made.tpid() != 0 && setup.settings().get("rx-vlan-offload").equals("on")
                && setup.settings().get("hwtstamp").equals("none");
    }

    private static byte[] cqe(Received received) {
        byte[] whole = received.descriptor();
        return Arrays.copyOfRange(whole, whole.length - 32, whole.length);
    }

    private static void check(ConfiguredNic setup, FrameMaker.Made made, Received received, int sequence) {
        byte[] cqe = cqe(received);
        boolean stripped = stripped(setup, made);
        boolean transport = made.transport();
        assertArrayEquals(stripped ? made.untagged() : made.bytes(), received.frame());
        assertArrayEquals(new byte[received.descriptor().length - 32],
                Arrays.copyOf(received.descriptor(), received.descriptor().length - 32), "the first half");
        assertEquals(made.tpid() == 0x8100 ? 1 : made.tpid() == 0x88a8 ? 2 : 0, cqe[0] >> 5 & 3, "tag bits");
        assertEquals(received.facts().number(Role.RSS_HASH), Mlx4Reference.hash(cqe));
        int status = (made.version() == 4 ? 1 << 6 : 0) | (made.version() == 4 && made.fragment() ? 1 << 7 : 0)
                | (made.version() == 6 ? 1 << 8 : 0) | (transport && made.protocol() == 6 ? 1 << 10 : 0)
                | (transport && made.protocol() == 17 ? 1 << 11 : 0) | (made.l3Right() ? 1 << 12 : 0);
        assertEquals(status, Mlx4Reference.number(cqe, 16, 2));
        assertEquals(0, cqe[18], "no extension headers");
        assertEquals(made.l4Right() ? 4 : 0, cqe[19]);
        assertEquals(received.frame().length, Mlx4Reference.number(cqe, 20, 4));
        assertEquals(sequence % 16, Mlx4Reference.number(cqe, 24, 2));
        assertEquals(made.l4Right(), Mlx4Reference.number(cqe, 26, 2) == 0xffff);
        assertEquals(transport, Mlx4Reference.number(cqe, 26, 2) != 0);
        assertEquals(sequence / 16 % 2 * 0x80, cqe[31] & 0xff, "owner bit and opcode");
        if (setup.settings().get("hwtstamp").equals("none")) {
            assertEquals(stripped ? made.tci() : 0, Mlx4Reference.number(cqe, 12, 2));
        }
    }

    private static void reaches(ConfiguredNic setup, FrameMaker.Made made, Received received, NicBench bench,
            long nanos) {
        boolean on = setup.settings().get("rxhash").equals("on");
        boolean stripped = stripped(setup, made);
        boolean right = on && made.l3Right() && made.l4Right();
        BuiltSkb skb = bench.skb();
        assertEquals(on ? received.facts().number(Role.RSS_HASH) : 0, skb.field("hash"));
        assertEquals(right ? 1 : 0, skb.field("l4_hash"), "concluded from the checksum");
        assertEquals(right ? 1 : 0, skb.field("ip_summed"));
        assertEquals(stripped ? Short.reverseBytes((short) made.tpid()) & 0xffff : 0,
                skb.field("vlan_proto"));
        assertEquals(stripped ? made.tci() : 0, skb.field("vlan_tci"));
        assertEquals(6, skb.field("queue_mapping"));
        long stamp = skb.field("hwtstamp");
        if (setup.settings().get("hwtstamp").equals("all")) {
            assertTrue(Math.abs(stamp - nanos) <= 10, () -> stamp + " for " + nanos);
        } else {
            assertEquals(0, stamp);
        }
    }

    /** The counter is exact, and where its lower 16 bits are 0 the upper 32 in the CQE are one behind. */
    @Test
    void theCounterComesBackAsTime() {
        Random random = new Random(427);
        int zeros = 0;
        for (String mhz : List.of("427", "350")) {
            for (String read : List.of("before", "after")) {
                ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("core-clock", mhz, "clock-read", read));
                NicBench bench = NicBench.of(setup);
                for (int i = 0; i < 2000; i++) {
                    long nanos = POWER_UP + (random.nextLong() >>> 2 + random.nextInt(40));
                    nanos -= i % 2 == 0 ? 0 : remainder(nanos, mhz);
                    Received received = setup.hardware().receive(new Packet(i, nanos, new byte[60], 60), i);
                    byte[] cqe = cqe(received);
                    BigInteger cycles = cycles(nanos, mhz);
                    assertEquals(cycles.mod(BigInteger.ONE.shiftLeft(48)),
                            Mlx4Reference.cycles(cqe).mod(BigInteger.ONE.shiftLeft(48)));
                    zeros += Mlx4Reference.number(cqe, 29, 2) == 0 ? 1 : 0;
                    bench.put(i % 64, received);
                    long ns = bench.called("bpf_xdp_metadata_rx_timestamp", 2).returned().output(0, 8);
                    long arrival = nanos;
                    assertTrue(Math.abs(ns - arrival) <= 10, () -> mhz + ": " + ns + " for " + arrival);
                }
            }
        }
        assertTrue(zeros > 500, zeros + " without carry");
    }

    private static BigInteger cycles(long nanos, String mhz) {
        return BigInteger.valueOf(nanos - POWER_UP).multiply(new BigInteger(mhz)).divide(BigInteger.valueOf(1000));
    }

    /** Nanoseconds since the counter's lower 16 bits were last 0, rounded down so that they still are. */
    private static long remainder(long nanos, String mhz) {
        return cycles(nanos, mhz).mod(BigInteger.valueOf(0x10000)).multiply(BigInteger.valueOf(1000))
                .divide(new BigInteger(mhz)).longValue();
    }

    @Test
    void theTimecountersConstantsFollowTheDriversRule() {
        for (String mhz : List.of("427", "350")) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("core-clock", mhz));
            Facts facts = setup.hardware().receive(new Packet(0, POWER_UP, new byte[60], 60), 0).facts();
            BigInteger khz = BigInteger.valueOf(Long.parseLong(mhz) * 1000);
            BigInteger tenSeconds = khz.multiply(BigInteger.valueOf(10_000));
            BigInteger most = BigInteger.TWO.pow(64).subtract(BigInteger.ONE)
                    .divide(BigInteger.TWO.pow(tenSeconds.subtract(BigInteger.ONE).bitLength()));
            int shift = most.multiply(khz).divide(BigInteger.valueOf(1_000_000)).bitLength() - 1;
            assertEquals(shift, facts.number(Role.TIMECOUNTER_SHIFT));
            assertEquals(BigInteger.valueOf(1_000_000).shiftLeft(shift).add(khz.shiftRight(1)).divide(khz).longValue(),
                    facts.number(Role.TIMECOUNTER_MULT));
            assertEquals((1L << 48) - 1, facts.number(Role.TIMECOUNTER_MASK));
        }
    }

    @Test
    void aRecordedDescriptorSaysWhatWasStrippedAndKnown() {
        FrameMaker maker = new FrameMaker(new Random(99));
        for (String hwtstamp : List.of("none", "all")) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("hwtstamp", hwtstamp));
            for (int i = 0; i < 1000; i++) {
                Packet packet = maker.make().packet(i, POWER_UP + i);
                Received simulated = setup.hardware().receive(packet, i);
                Received recorded = setup.hardware().receive(packet, i, simulated.descriptor());
                assertArrayEquals(simulated.frame(), recorded.frame());
                for (Role role : List.of(Role.RSS_HASH, Role.VLAN_TAG, Role.VLAN_TCI, Role.L3_OK, Role.L4_SUM,
                        Role.FRAME_LENGTH)) {
                    if (recorded.facts().known().containsKey(role)) {
                        assertEquals(simulated.facts().known().get(role), recorded.facts().known().get(role),
                                role.word());
                    }
                }
                assertEquals(Optional.empty(), Optional.ofNullable(recorded.facts().known().get(Role.CLOCK_CYCLES)));
            }
        }
    }
}
