package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.drivers.packet.Packet;
import dev.xdpscope.engine.problem.ProblemException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the simulated device writes into CQEs, read back by offset and bit from the documented layout. */
class Mlx5HardwareTest {
    private static final long POWER_UP = 1_767_225_600_000_000_000L;
    private static final Nic NIC = Nics.load("mlx5");

    @Test
    void everyFieldIsWhatTheFrameWasMadeWith() {
        Random random = new Random(4711);
        FrameMaker maker = new FrameMaker(random);
        for (String offload : List.of("on", "off")) {
            ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of("rx-vlan-offload", offload, "ring", "16"));
            for (int sequence = 0; sequence < 3000; sequence++) {
                FrameMaker.Made made = maker.make();
                long nanos = POWER_UP + (random.nextLong() >>> 8);
                Received received = setup.hardware().receive(made.packet(sequence, nanos), sequence);
                byte[] cqe = received.descriptor();
                boolean stripped = offload.equals("on") && made.tpid() == 0x8100;

                assertArrayEquals(stripped ? made.untagged() : made.bytes(), received.frame());
                assertEquals(received.frame().length, number(cqe, 44, 4));
                assertEquals(stripped ? 1 : 0, cqe[29] & 1);
                assertEquals(stripped ? made.tci() : 0, number(cqe, 30, 2));
                assertEquals(nanos / 1_000_000_000, number(cqe, 48, 4));
                assertEquals(nanos % 1_000_000_000, number(cqe, 52, 4));
                assertEquals(2, cqe[63] >> 4 & 0xf, "opcode");
                assertEquals(0, cqe[63] >> 2 & 3, "format");
                assertEquals(sequence / 16 & 1, cqe[63] & 1, "owner");
                assertEquals(sequence % 16, number(cqe, 60, 2));

                assertEquals(made.version() == 4 ? 2 : made.version() == 6 ? 1 : 0, cqe[29] >> 2 & 3, "L3 header");
                assertEquals(l4Type(made), cqe[29] >> 4 & 7, "L4 header");
                assertEquals(made.fragment() ? 1 : 0, cqe[29] >> 7 & 1, "fragment");
                assertEquals(1, cqe[28] & 1, "L2 ok");
                assertEquals(made.l3Right() ? 1 : 0, cqe[28] >> 1 & 1, "L3 ok");
                assertEquals(made.l4Right() ? 1 : 0, cqe[28] >> 2 & 1, "L4 ok");
                assertEquals(made.version() == 4 ? 1 : made.version() == 6 ? 2 : 0, cqe[16] >> 2 & 3, "hashed L3");
                assertEquals(
                        made.fragment() || made.protocol() == 89 || made.version() == 0 ? 0
                                : made.protocol() == 6 ? 1 : 2,
                        cqe[16] >> 6 & 3, "hashed L4");
                factsAreInTheDescriptor(setup, received);
            }
        }
    }

    private static int l4Type(FrameMaker.Made made) {
        if (made.fragment() || made.protocol() == 89 || made.version() == 0) {
            return 0;
        }
        return made.protocol() == 17 ? 2 : !made.ack() ? 1 : made.data() ? 4 : 3;
    }

    private static void factsAreInTheDescriptor(ConfiguredNic setup, Received received) {
        for (var pair : Map
                .of("rss_hash_result", Role.RSS_HASH, "vlan_info", Role.VLAN_TCI, "byte_cnt", Role.FRAME_LENGTH,
                        "check_sum", Role.CHECKSUM_COMPLETE, "timestamp_l", Role.CLOCK_NANOSECONDS)
                .entrySet()) {
            Field field = setup.layout().field(pair.getKey()).orElseThrow();
            assertEquals(received.facts().number(pair.getValue()), setup.layout().get(received.descriptor(), field));
        }
    }

    /** The first IPv4 row of Microsoft's "Verifying the RSS Hash Calculation". */
    @Test
    void theHashIsToeplitzWithTheStandardKey() {
        byte[] syn = HexFormat.of().parseHex("0200000000010200000000020800"
                + "450000280000400040060000" + "420995bba18e6450" + "0aea06e6" + "00000000000000005002020000000000");
        ConfiguredNic ports = NIC.configure(Optional.empty(), Map.of());
        Received received = ports.hardware().receive(new Packet(0, POWER_UP, syn, syn.length), 0);
        assertEquals(0x51ccc178L, number(received.descriptor(), 12, 4));
        assertEquals("ipv4-tcp", received.facts().name(Role.RSS_TYPE));
        assertEquals("420995bba18e64500aea06e6", received.facts().hashInput());

        byte[] udp = syn.clone();
        udp[23] = 17;
        udp[38] = 0;
        udp[39] = 20;
        ConfiguredNic addresses = NIC.configure(Optional.empty(), Map.of("udp-hash", "addresses"));
        Received hashed = addresses.hardware().receive(new Packet(0, POWER_UP, udp, udp.length), 0);
        assertEquals(0x323e8fc2L, number(hashed.descriptor(), 12, 4));
        assertEquals("ipv4", hashed.facts().name(Role.RSS_TYPE));
    }

    /** Cycles are exact, and the driver's timecounter makes the arrival time of them again, up to its own rounding. */
    @Test
    void theFreeRunningCounterComesBackAsTime() {
        Random random = new Random(156_250);
        for (String revision : List.of("cx4lx", "cx5", "cx6dx", "cx7")) {
            long khz = revision.startsWith("cx6") || revision.equals("cx7") ? 1_000_000 : 156_250;
            for (String read : List.of("before", "after")) {
                ConfiguredNic setup =
                        NIC.configure(Optional.of(revision), Map.of("clock", "free-running", "clock-read", read));
                NicBench bench = NicBench.of(setup);
                for (int i = 0; i < 2000; i++) {
                    long nanos = POWER_UP + (random.nextLong() >>> 2 + random.nextInt(40)) - (random.nextInt(2) << 30);
                    Packet packet = new Packet(i, nanos, new byte[60], 60);
                    Received received = setup.hardware().receive(packet, i);
                    BigInteger[] cycles = BigInteger.valueOf(nanos).subtract(BigInteger.valueOf(POWER_UP))
                            .multiply(BigInteger.valueOf(khz)).divideAndRemainder(BigInteger.valueOf(1_000_000));
                    BigInteger floor = cycles[1].signum() < 0 ? cycles[0].subtract(BigInteger.ONE) : cycles[0];
                    assertEquals(floor.longValue(), Mlx5Reference.raw(received.descriptor()).longValue());

                    boolean older = received.facts().number(Role.TIMECOUNTER_TIME) > nanos;
                    assertEquals(read.equals("after"), older);
                    bench.put(i % 64, received);
                    KfuncResult.Returned result = bench.called("bpf_xdp_metadata_rx_timestamp", 2).returned();
                    long ns = result.output(0, 8);
                    assertTrue(Math.abs(ns - nanos) <= 2_000_000 / khz + 6,
                            () -> revision + ": " + ns + " for " + nanos);
                }
            }
        }
    }

    @Test
    void theTimecountersConstantsFollowTheKernelsRule() {
        for (String revision : List.of("cx5", "cx7")) {
            ConfiguredNic setup = NIC.configure(Optional.of(revision), Map.of("clock", "free-running"));
            Facts facts = setup.hardware().receive(new Packet(0, POWER_UP, new byte[60], 60), 0).facts();
            long khz = revision.equals("cx5") ? 156_250 : 1_000_000;
            int shift = Math.min(63 - Long.numberOfLeadingZeros(khz) + 16,
                    63 - Long.numberOfLeadingZeros(0xffff_ffffL / 1_000_000 * khz));
            assertEquals(shift, facts.number(Role.TIMECOUNTER_SHIFT));
            assertEquals(((1_000_000L << shift) + khz / 2) / khz, facts.number(Role.TIMECOUNTER_MULT));
            assertEquals((1L << 41) - 1, facts.number(Role.TIMECOUNTER_MASK));
        }
    }

    @Test
    void aRecordedDescriptorSaysWhatWasStrippedAndKnown() {
        FrameMaker maker = new FrameMaker(new Random(99));
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        ConfiguredNic other = NIC.configure(Optional.empty(), Map.of("rx-vlan-offload", "off"));
        for (int i = 0; i < 2000; i++) {
            Packet packet = maker.make().packet(i, POWER_UP + i);
            Received simulated = setup.hardware().receive(packet, i);
            Received recorded = other.hardware().receive(packet, i, simulated.descriptor());
            assertArrayEquals(simulated.frame(), recorded.frame());
            assertArrayEquals(simulated.descriptor(), recorded.descriptor());
            for (Role role : List.of(Role.RSS_HASH, Role.RSS_TYPE, Role.VLAN_PRESENT, Role.VLAN_TCI, Role.CLOCK_SECONDS,
                    Role.CLOCK_NANOSECONDS, Role.L3_OK, Role.L4_OK, Role.L4_TYPE, Role.FRAME_LENGTH)) {
                assertEquals(simulated.facts().known().get(role), recorded.facts().known().get(role), role.word());
            }
        }
        Packet packet = maker.make().packet(0, POWER_UP);
        ProblemException e =
                assertThrows(ProblemException.class, () -> setup.hardware().receive(packet, 0, new byte[32]));
        assertTrue(e.getMessage().contains("32 bytes"), e.getMessage());
    }

    @Test
    void anyBytesAreAFrame() {
        Random random = new Random(5);
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            Received received = setup.hardware()
                    .receive(new Packet(i, random.nextLong(), bytes, bytes.length + random.nextInt(3)), i);
            assertEquals(64, received.descriptor().length);
            setup.hardware().receive(new Packet(i, 0, bytes, bytes.length), i, received.descriptor());
        }
    }

    private static long number(byte[] bytes, int offset, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }
}
