package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.abi.Errno;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ice's C, compiled and interpreted, and its unrollers, against a decoder written from the documented layout. */
class IceKfuncTest {
    private static final int DESCRIPTORS = Descriptors.each(1700, 12);
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final String VLAN = "bpf_xdp_metadata_rx_vlan_tag";
    private static final long UNTOUCHED = 0x5a5a5a5a5a5a5a5aL;

    private int descriptors;
    private int without;
    private int zeroTimes;

    @Test
    void everyHintIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x696365);
        Nic nic = Nics.load("ice");
        for (String hwtstamp : List.of("none", "all")) {
            for (String cache : List.of("fresh", "never")) {
                for (String strip : List.of("ctag", "stag", "off")) {
                    ConfiguredNic setup = nic.configure(Optional.empty(),
                            Map.of("hwtstamp", hwtstamp, "phc-cache", cache, "vlan-strip", strip));
                    compare(setup, NicBench.of(setup), random);
                }
            }
        }
        assertTrue(descriptors >= 20_000, descriptors + " descriptors");
        assertTrue(without > 1000, without + " hints written and yet -ENODATA");
        assertTrue(zeroTimes > 10, zeroTimes + " valid stamps that come out as 0");
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random) {
        boolean read = setup.settings().get("phc-cache").equals("fresh");
        int proto = Map.of("ctag", 0x8100, "stag", 0x88a8, "off", 0).get(setup.settings().get("vlan-strip"));
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] descriptor = descriptor(random);
            long cached = random.nextInt(20) == 0 ? 0 : random.nextLong() >>> random.nextInt(64);
            if (random.nextInt(20) == 0) {
                cached = 1L + random.nextInt(Integer.MAX_VALUE);
                Little.put(descriptor, 28, 4, 0);
            }
            int slot = random.nextInt(setup.ringEntries());
            Facts facts = new Facts(Map.of(Role.CACHED_TIME, new Fact.Number(cached)), "");
            bench.put(slot, new Received(descriptor, new byte[60], facts, slot));

            long ns = IceReference.timestamp(descriptor, read ? cached : 0);
            int hash = IceReference.hash(descriptor);
            int type = IceReference.type(descriptor);
            int tci = proto == 0 ? 0 : IceReference.tci(descriptor);
            zeroTimes += ns == 0 && read && cached != 0 && (descriptor[19] & 1) == 1 ? 1 : 0;
            mainline(bench, TIMESTAMP, 2, ns != 0, Mlx5Reference.out(ns, 8, UNTOUCHED, 8));
            mainline(bench, HASH, 3, hash != 0, Mlx5Reference.out(hash, 4, type, 4));
            mainline(bench, VLAN, 3, tci != 0, Mlx5Reference.out(Short.reverseBytes((short) proto), 2,
                    proto == 0 ? UNTOUCHED : tci, 2));
            KfuncChecks.requireRfc(bench, TIMESTAMP + "_supported",
                    setup.settings().get("hwtstamp").equals("all") ? 1 : 0);
            KfuncChecks.requireRfc(bench, TIMESTAMP, ns);
            KfuncChecks.requireRfc(bench, HASH + "_supported", 1);
            KfuncChecks.requireRfc(bench, HASH, hash == 0 ? 0 : (long) type << 32 | hash & 0xffff_ffffL);
            KfuncChecks.requireRfc(bench, VLAN + "_supported", proto == 0 ? 0 : 1);
            KfuncChecks.requireRfc(bench, VLAN, tci == 0 ? 0 : (long) proto << 16 | tci);
            descriptors++;
        }
    }

    private static byte[] descriptor(Random random) {
        byte[] descriptor = new byte[32];
        random.nextBytes(descriptor);
        if (random.nextInt(4) > 0) {
            descriptor[0] = 2;
        }
        if (random.nextInt(8) > 0) {
            Little.put(descriptor, 2, 2, random.nextInt(160) | random.nextInt(64) << 10);
        }
        if (random.nextInt(8) == 0) {
            Little.put(descriptor, 12, 4, 0);
        }
        if (random.nextInt(8) == 0) {
            Little.put(descriptor, 10, 2, 0);
        }
        return descriptor;
    }

    private void mainline(NicBench bench, String kfunc, int parameters, boolean there, String out) {
        KfuncResult.Returned called = bench.called(kfunc, parameters).returned();
        assertEquals(there ? 0 : Errno.ENODATA.negative(), called.errno(), kfunc);
        assertEquals(out, called.outputs(), kfunc);
        assertEquals(Optional.of(called), bench.unrolled(kfunc, parameters), kfunc);
        without += there || out.equals(Mlx5Reference.untouched()) ? 0 : 1;
    }

    /** RFC v2's patch, and what is left of its mistakes when the first ones are corrected. */
    @Test
    void thePatchOfTheRfcIsWrong() {
        Random random = new Random(2022);
        for (String unroller : List.of("rfc-v2", "tests-fixed", "loads-fixed")) {
            ConfiguredNic setup = Nics.load("ice").configure(Optional.empty(), Map.of("unroller", unroller));
            NicBench bench = NicBench.of(setup);
            for (int i = 0; i < 300; i++) {
                byte[] descriptor = descriptor(random);
                long cached = random.nextInt(20) == 0 ? 0 : random.nextLong();
                bench.put(i % 64, new Received(descriptor, new byte[60],
                        new Facts(Map.of(Role.CACHED_TIME, new Fact.Number(cached)), ""), i));
                long ns = IceReference.timestamp(descriptor, cached);
                assertEquals(ns, bench.called(TIMESTAMP, 1).returned().r0());
                if (unroller.equals("tests-fixed") && ns != 0) {
                    AssertionError fault = assertThrows(AssertionError.class,
                            () -> bench.unrolled(TIMESTAMP, 1).orElseThrow().returned());
                    assertTrue(fault.getMessage().contains("read of 8 bytes"), fault.getMessage());
                } else {
                    long wrong = unroller.equals("loads-fixed") ? ns & 0xffff_ffffL : 0;
                    assertEquals(wrong, bench.unrolled(TIMESTAMP, 1).orElseThrow().returned().r0());
                }
            }
        }
    }

    /** What is left of its mistakes shows only where the core puts code of its own around. */
    @Test
    void thePatchOfTheRfcIsRightByItselfOnceTestsLoadsAndWidthsAre() {
        ConfiguredNic setup = Nics.load("ice").configure(Optional.empty(), Map.of("unroller", "early-return"));
        compare(setup, NicBench.of(setup), new Random(2023));
    }

    /** The table in full, as documented; the numbers are of IPv4, where nothing is written the type is 0. */
    @Test
    void everyPacketTypeHasItsHashType() {
        ConfiguredNic setup = Nics.load("ice").configure(Optional.empty(), Map.of());
        NicBench bench = NicBench.of(setup);
        Map<Integer, Integer> some = Map.ofEntries(Map.entry(21, 0), Map.entry(22, 1), Map.entry(23, 1),
                Map.entry(24, 0x29), Map.entry(25, 0), Map.entry(26, 0x19), Map.entry(27, 0x49),
                Map.entry(28, 0x109), Map.entry(43, 1), Map.entry(47, 0), Map.entry(48, 0x19), Map.entry(58, 1),
                Map.entry(73, 1), Map.entry(87, 0x109), Map.entry(88, 2), Map.entry(92, 0x1a), Map.entry(109, 2),
                Map.entry(124, 2), Map.entry(139, 2), Map.entry(153, 0x10a), Map.entry(154, 0));
        for (int ptype = 0; ptype < 1024; ptype++) {
            byte[] descriptor = new byte[32];
            descriptor[0] = 2;
            Little.put(descriptor, 2, 2, ptype);
            Little.put(descriptor, 12, 4, 7);
            bench.put(0, new Received(descriptor, new byte[60], new Facts(Map.of(), ""), 0));
            int type = IceReference.type(descriptor);
            assertEquals(some.getOrDefault(ptype, type), type);
            assertEquals(Mlx5Reference.out(7, 4, type, 4), bench.called(HASH, 3).returned().outputs(),
                    "ptype " + ptype);
            assertEquals(Optional.of(bench.called(HASH, 3).returned()), bench.unrolled(HASH, 3));
            assertEquals(Optional.of(bench.called(HASH, 1).returned()), bench.unrolled(HASH, 1));
        }
    }
}
