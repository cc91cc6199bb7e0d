package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.program.Kfunc;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** bnxt's C, compiled and interpreted, and its unrollers, against a decoder written from the documented layout. */
class BnxtKfuncTest {
    private static final Nic NIC = Nics.load("bnxt");
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";

    /** A revision and its settings. */
    private record Case(String revision, ConfiguredNic setup) {
        Case(String revision, Map<String, String> settings) {
            this(revision, NIC.configure(Optional.of(revision), settings));
        }

        boolean is(String name, String value) {
            return setup.settings().get(name).equals(value);
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("p4", Map.of("driver", "today", "rx-csum", "off")),
            new Case("p4", Map.of("driver", "2022")),
            new Case("p5", Map.of("driver", "today", "hwtstamp", "none", "rx-vlan-offload", "off")),
            new Case("p5", Map.of("driver", "today", "hwtstamp", "ptp")),
            new Case("p5", Map.of("driver", "today", "hwtstamp", "all")),
            new Case("p5", Map.of("driver", "2022", "hwtstamp", "none")),
            new Case("p5", Map.of("driver", "2022", "hwtstamp", "ptp")),
            new Case("p5", Map.of("driver", "2022", "hwtstamp", "all", "rx-csum", "off")),
            new Case("p7", Map.of("hwtstamp", "all", "rss-tcam", "off")),
            new Case("p7", Map.of("hwtstamp", "all", "rss-tcam", "on")),
            new Case("p7", Map.of("hwtstamp", "ptp", "rss-tcam", "on", "rx-vlan-offload", "off")));

    private static final int DESCRIPTORS = Descriptors.each(2500, CASES.size());

    private int hashes;
    private int times;
    private int tags;

    @Test
    void everyHintIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x626e7874);
        for (Case one : CASES) {
            compare(one, NicBench.of(one.setup()), random);
        }
        assertTrue(DESCRIPTORS * CASES.size() >= 20_000);
        assertTrue(hashes > 8000 && times > 2000 && tags > 200,
                hashes + " hashes, " + times + " times, " + tags + " tags");
    }

    private void compare(Case one, NicBench bench, Random random) {
        boolean v3 = one.revision().equals("p7");
        boolean today = one.is("driver", "today");
        boolean stamps = !one.revision().equals("p4");
        boolean all = one.is("hwtstamp", "all");
        assertEquals(today ? EnumSet.of(Feature.HASH) : EnumSet.noneOf(Feature.class), one.setup().features());
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] cmp = completions(random);
            BnxtReference.Clock clock = clock(cmp, random);
            int slot = random.nextInt(64);
            bench.put(slot, new Received(cmp, new byte[60], facts(clock), slot));
            BnxtReference says = new BnxtReference(cmp, v3, one.is("rss-tcam", "on"));
            boolean stamped = stamps && says.stamped(all, today);
            long ns = stamped ? says.time(clock, today) : 0;
            if (today) {
                KfuncChecks.requireMainline(bench, HASH, 3, says.hashed(),
                        Mlx5Reference.out(says.hash(), 4, says.type(), 4));
            } else {
                KfuncChecks.requireRfc(bench, TIMESTAMP + "_supported", 1);
                KfuncChecks.requireRfc(bench, TIMESTAMP, ns);
            }
            KfuncChecks.requireRfc(bench, HASH + "_supported", 1);
            KfuncChecks.requireRfc(bench, HASH, says.hashed() ? (long) says.type() << 32 | says.hash() : 0);
            hashes += says.hashed() ? 1 : 0;
            times += stamped ? 1 : 0;
            if (i % 4 == 0) {
                BuiltSkb skb = bench.skb();
                boolean tagged = one.is("rx-vlan-offload", "on") && says.tpid() != 0;
                boolean checked = one.is("rx-csum", "on") && says.checked();
                assertEquals(ns, skb.field("hwtstamp"));
                assertEquals(says.hashed() ? says.hash() : 0, skb.field("hash"));
                assertEquals(says.hashed() && says.l4(today) ? 1 : 0, skb.field("l4_hash"));
                assertEquals(tagged ? Short.reverseBytes((short) says.tpid()) & 0xffff : 0,
                        skb.field("vlan_proto"));
                assertEquals(tagged ? says.tci() : 0, skb.field("vlan_tci"));
                assertEquals(tagged ? 1 : 0, skb.field("vlan_present"));
                assertEquals(checked ? 1 : 0, skb.field("ip_summed"));
                assertEquals(checked && says.tunnelChecked() ? 1 : 0, skb.field("csum_level"));
                tags += tagged ? 1 : 0;
            }
        }
    }

    private static byte[] completions(Random random) {
        byte[] cmp = new byte[32];
        random.nextBytes(cmp);
        if (random.nextBoolean()) {
            Little.put(cmp, 22, 2, random.nextBoolean() ? 0x8100 : 0x88a8);
        }
        if (random.nextInt(4) == 0) {
            cmp[1] = (byte) (cmp[1] & 0x0f | 0x90);
        }
        if (random.nextInt(8) == 0) {
            Little.put(cmp, 28, 4, 0);
        }
        return cmp;
    }

    /** A driver's clock, the completion's time often near its old value. */
    private static BnxtReference.Clock clock(byte[] cmp, Random random) {
        long old = random.nextLong() >>> 16 + (random.nextBoolean() ? 0 : random.nextInt(48));
        if (random.nextInt(4) == 0) {
            Little.put(cmp, 28, 4, old + random.nextInt(3) - 1);
        }
        int shift = random.nextBoolean() ? 23 : random.nextInt(32);
        BigInteger last = random.nextBoolean() ? new BigInteger(48, random)
                : BigInteger.valueOf(old).add(new BigInteger(30, random)).and(mask());
        return new BnxtReference.Clock(old, new Mlx5Reference.Timecounter(mask(), new BigInteger(32, random), shift,
                last, new BigInteger(64, random), new BigInteger(shift, random)));
    }

    private static BigInteger mask() {
        return BigInteger.TWO.pow(48).subtract(BigInteger.ONE);
    }

    private static Facts facts(BnxtReference.Clock clock) {
        Map<Role, Fact> known = new EnumMap<>(Role.class);
        Mlx5Reference.Timecounter tc = clock.timecounter();
        known.put(Role.CACHED_CYCLES, new Fact.Number(clock.old()));
        known.put(Role.TIMECOUNTER_MASK, new Fact.Number(tc.mask().longValue()));
        known.put(Role.TIMECOUNTER_MULT, new Fact.Number(tc.mult().longValue()));
        known.put(Role.TIMECOUNTER_SHIFT, new Fact.Number(tc.shift()));
        known.put(Role.TIMECOUNTER_CYCLES, new Fact.Number(tc.last().longValue()));
        known.put(Role.TIMECOUNTER_TIME, new Fact.Number(tc.nsec().longValue()));
        known.put(Role.TIMECOUNTER_FRACTION, new Fact.Number(tc.frac().longValue()));
        return new Facts(known, "");
    }

    /** Without completions there is no hash, and without the second its type is none. */
    @Test
    void completionsMayBeMissing() {
        Random random = new Random(16);
        for (String revision : List.of("p5", "p7")) {
            Case one = new Case(revision, Map.of());
            NicBench bench = NicBench.of(one.setup());
            for (int i = 0; i < 200; i++) {
                byte[] cmp = completions(random);
                BnxtReference says = new BnxtReference(cmp, false, false);
                bench.put(0, new Received(cmp, new byte[60], facts(clock(cmp, random)), 0));
                bench.memory().store(bench.state().context() + 64, 8, 0, true);
                KfuncChecks.requireMainline(bench, HASH, 3, says.hashed(), Mlx5Reference.out(says.hash(), 4, 0, 4));
                KfuncChecks.requireRfc(bench, HASH, says.hashed() ? says.hash() : 0);
                bench.memory().store(bench.state().context() + 56, 8, 0, true);
                KfuncChecks.requireMainline(bench, HASH, 3, false, "");
                KfuncChecks.requireRfc(bench, HASH, 0);
            }
        }
    }

    /** The RFC series had the timestamp and mainline has the hash, each in its own age of the driver. */
    @Test
    void eachAgeOfTheDriverHasItsKfunc() {
        Kfunc timestamp = new Kfunc(TIMESTAMP, 1, false, new Kfunc.Binding.Unbound());
        ConfiguredNic old = NIC.configure(Optional.empty(), Map.of("driver", "2022"));
        Unrolling.Replace replace = assertInstanceOf(Unrolling.Replace.class, old.unroller(timestamp));
        assertEquals(List.of("bnxt_locked_rx_timestamp"),
                replace.replacement().callees().stream().map(c -> c.body().name()).toList());
        assertEquals(List.of(), old.kfuncs("mainline"));
        ConfiguredNic today = NIC.configure(Optional.empty(), Map.of());
        assertEquals(Optional.empty(), today.body(timestamp));
        assertInstanceOf(Unrolling.None.class, today.unroller(timestamp));
        assertEquals(List.of(HASH), today.kfuncs("mainline"));
    }
}
