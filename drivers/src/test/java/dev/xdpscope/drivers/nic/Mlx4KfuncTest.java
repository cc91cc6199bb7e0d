package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.program.Kfunc;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** mlx4's C, compiled and interpreted, and its unrollers, against a decoder written from the documented layout. */
class Mlx4KfuncTest {
    private static final Nic NIC = Nics.load("mlx4");
    private static final int DESCRIPTORS = Descriptors.each(1300, 16);
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final long UNTOUCHED = 0x5a5a5a5a5a5a5a5aL;

    private int descriptors;
    private int carries;

    @Test
    void everyHintIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x6d6c7834);
        for (String size : List.of("64", "32")) {
            for (String hwtstamp : List.of("none", "all")) {
                for (String rxhash : List.of("on", "off")) {
                    for (String vlan : List.of("on", "off")) {
                        ConfiguredNic setup =
                                NIC.configure(Optional.empty(), Map.of("cqe-size", size, "hwtstamp", hwtstamp,
                                        "rxhash", rxhash, "rx-vlan-offload", vlan));
                        assertEquals(EnumSet.of(Feature.TIMESTAMP, Feature.HASH), setup.features());
                        compare(setup, NicBench.of(setup), random);
                    }
                }
            }
        }
        assertTrue(descriptors >= 20_000 && carries > 1000, descriptors + " descriptors, " + carries + " carries");
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random) {
        boolean stamped = setup.settings().get("hwtstamp").equals("all");
        boolean hashed = setup.settings().get("rxhash").equals("on");
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] whole = new byte[setup.layout().size()];
            random.nextBytes(whole);
            int start = whole.length - 32;
            Mlx5Reference.Timecounter tc = Mlx5KfuncTest.timecounter(random);
            stamp(whole, start, tc, random);
            whole[start + 18] = random.nextBoolean() ? 0 : whole[start + 18];
            byte[] cqe = Arrays.copyOfRange(whole, start, start + 32);
            int slot = random.nextInt(setup.ringEntries());
            bench.put(slot, new Received(whole, new byte[60], Mlx5KfuncTest.facts(tc), slot));

            long ns = Mlx5Reference.time(Mlx4Reference.cycles(cqe), tc).longValue();
            long hash = Mlx4Reference.hash(cqe);
            int type = Mlx4Reference.type(cqe);
            KfuncChecks.requireMainline(bench, HASH, 3, hashed, Mlx5Reference.out(hash, 4, type, 4));
            KfuncChecks.requireRfc(bench, HASH + "_supported", hashed ? 1 : 0);
            KfuncChecks.requireRfc(bench, HASH, hashed ? (long) type << 32 | hash : 0);
            KfuncChecks.requireRfc(bench, TIMESTAMP + "_supported", stamped ? 1 : 0);
            KfuncChecks.requireMainline(bench, TIMESTAMP, 2, stamped, Mlx5Reference.out(ns, 8, UNTOUCHED, 8));
            KfuncChecks.requireRfc(bench, TIMESTAMP, stamped ? ns : 0);
            descriptors++;
            carries += stamped && cqe[29] == 0 && cqe[30] == 0 ? 1 : 0;
        }
    }

    /** Mostly about as old as those that drivers see, on either side of the last reading, and often where the carry is missing. */
    private static void stamp(byte[] cqe, int start, Mlx5Reference.Timecounter tc, Random random) {
        BigInteger distance = new BigInteger(1 + random.nextInt(36), random);
        long cycles = (random.nextBoolean() ? tc.last().add(distance) : tc.last().subtract(distance)).longValue();
        if (random.nextInt(3) > 0) {
            for (int i = 0; i < 4; i++) {
                cqe[start + 12 + i] = (byte) (cycles >>> 40 - 8 * i);
            }
            cqe[start + 29] = (byte) (cycles >>> 8);
            cqe[start + 30] = (byte) cycles;
        }
        if (random.nextInt(5) == 0) {
            cqe[start + 29] = 0;
            cqe[start + 30] = 0;
        }
    }

    @Test
    void theTimestampNeedsItsLockAndThereIsNoVlanTag() {
        ConfiguredNic setup = NIC.configure(Optional.empty(), Map.of());
        for (int parameters = 1; parameters <= 2; parameters++) {
            Kfunc kfunc = new Kfunc(TIMESTAMP, parameters, false, new Kfunc.Binding.Unbound());
            Unrolling.Replace by = assertInstanceOf(Unrolling.Replace.class, setup.unroller(kfunc));
            assertTrue(by.calls().orElseThrow().contains("seqlock"));
            assertEquals(List.of("mlx4_en_locked_timestamp"),
                    by.replacement().callees().stream().map(c -> c.body().name()).toList());
        }
        assertEquals(Optional.empty(), setup.generation(
                new Kfunc("bpf_xdp_metadata_rx_vlan_tag", 3, false, new Kfunc.Binding.Unbound())));
    }

    /** What mlx4 says of TCP over IPv4 is no value of the kernel's enum: the bit for a hash over ports is missing. */
    @Test
    void theTypesOfTransportProtocolsLackTheL4Bit() {
        assertEquals(0x11, Mlx4Reference.type(status(1 << 6 | 1 << 10)));
        assertEquals(0x21, Mlx4Reference.type(status(1 << 6 | 1 << 11)));
        assertEquals(0x21, Mlx4Reference.type(status(1 << 6 | 1 << 10 | 1 << 11)), "UDP takes TCP's place");
        assertEquals(0x01, Mlx4Reference.type(status(1 << 7)));
        assertEquals(0x12, Mlx4Reference.type(status(1 << 8 | 1 << 10)));
    }

    private static byte[] status(int status) {
        byte[] cqe = new byte[32];
        cqe[16] = (byte) (status >> 8);
        cqe[17] = (byte) status;
        return cqe;
    }
}
