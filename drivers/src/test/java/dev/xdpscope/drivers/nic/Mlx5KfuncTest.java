package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.program.Kfunc;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** mlx5's C, compiled and interpreted, and its unrollers, against a decoder written from the documented layout. */
class Mlx5KfuncTest {
    private static final int DESCRIPTORS = Descriptors.each(1300, 16);
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final String HASH = "bpf_xdp_metadata_rx_hash";
    private static final String VLAN = "bpf_xdp_metadata_rx_vlan_tag";

    private int compared;

    @Test
    void everyHintIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x6d6c7835);
        Nic nic = Nics.load("mlx5");
        for (String hwtstamp : List.of("none", "all")) {
            for (String clock : List.of("real-time", "free-running")) {
                for (String rxhash : List.of("on", "off")) {
                    for (String vlan : List.of("on", "off")) {
                        Map<String, String> settings = Map.of("hwtstamp", hwtstamp, "clock", clock, "rxhash", rxhash,
                                "rx-vlan-offload", vlan);
                        ConfiguredNic setup = nic.configure(Optional.empty(), settings);
                        compare(setup, NicBench.of(setup), random);
                    }
                }
            }
        }
        assertTrue(compared >= 200_000, compared + " results compared");
    }

    private void compare(ConfiguredNic setup, NicBench bench, Random random) {
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] cqe = new byte[64];
            random.nextBytes(cqe);
            Mlx5Reference.Timecounter tc = timecounter(random);
            if (random.nextInt(3) > 0) {
                near(cqe, tc, random);
            }
            int slot = random.nextInt(setup.ringEntries());
            bench.put(slot, new Received(cqe, new byte[60], facts(tc), slot));
            boolean stamped = setup.settings().get("hwtstamp").equals("all");
            boolean real = setup.settings().get("clock").equals("real-time");
            boolean hashed = setup.settings().get("rxhash").equals("on");
            boolean tagged = Mlx5Reference.vlan(cqe);
            long ns = (real ? Mlx5Reference.realTime(cqe) : Mlx5Reference.freeRunning(cqe, tc)).longValue();
            int hash = Mlx5Reference.hash(cqe);
            int type = Mlx5Reference.type(cqe);
            int tci = Mlx5Reference.tci(cqe);

            mainline(bench, TIMESTAMP, 2, stamped, Mlx5Reference.out(ns, 8, 0x5a5a5a5a5a5a5a5aL, 8));
            mainline(bench, HASH, 3, hashed, Mlx5Reference.out(hash, 4, type, 4));
            mainline(bench, VLAN, 3, tagged, Mlx5Reference.out(0x0081, 2, tci, 2));

            rfc(bench, TIMESTAMP + "_supported", stamped ? 1 : 0);
            rfc(bench, TIMESTAMP, stamped ? ns : 0);
            rfc(bench, HASH + "_supported", hashed ? 1 : 0);
            rfc(bench, HASH, hashed ? (long) type << 32 | hash & 0xffff_ffffL : 0);
            rfc(bench, VLAN + "_supported", setup.settings().get("rx-vlan-offload").equals("on") ? 1 : 0);
            rfc(bench, VLAN, tagged ? 0x8100_0000L | tci : 0);
        }
    }

    private void mainline(NicBench bench, String kfunc, int parameters, boolean there, String out) {
        KfuncResult.Returned called = bench.called(kfunc, parameters).returned();
        assertEquals(there ? 0 : Errno.ENODATA.negative(), called.errno(), kfunc);
        assertEquals(there ? out : Mlx5Reference.untouched(), called.outputs(), kfunc);
        assertEquals(Optional.of(called), bench.unrolled(kfunc, parameters), kfunc);
        compared += 2;
    }

    private void rfc(NicBench bench, String kfunc, long expected) {
        KfuncResult.Returned called = bench.called(kfunc, 1).returned();
        assertEquals(new KfuncResult.Returned(expected, Mlx5Reference.untouched()), called, kfunc);
        assertEquals(Optional.of(called), bench.unrolled(kfunc, 1), kfunc);
        compared++;
    }

    @Test
    void anExpansionThatCallsGivesWhatTheDriverGives() {
        Random random = new Random(0x73637261);
        ConfiguredNic setup = Nics.load("mlx5").configure(Optional.empty(), Map.of("clock", "free-running"));
        NicBench bench = NicBench.of(setup);
        for (int i = 0; i < 20_000; i++) {
            byte[] cqe = new byte[64];
            random.nextBytes(cqe);
            Mlx5Reference.Timecounter tc = timecounter(random);
            if (random.nextInt(3) > 0) {
                near(cqe, tc, random);
            }
            bench.put(0, new Received(cqe, new byte[60], facts(tc), 0));
            long ns = Mlx5Reference.freeRunning(cqe, tc).longValue();
            mainline(bench, TIMESTAMP, 2, true, Mlx5Reference.out(ns, 8, 0x5a5a5a5a5a5a5a5aL, 8));
            rfc(bench, TIMESTAMP, ns);
        }
    }

    @Test
    void theFreeRunningClockIsConvertedByACallInsideTheExpansion() {
        ConfiguredNic setup = Nics.load("mlx5").configure(Optional.of("cx5"), Map.of());
        assertEquals("free-running", setup.settings().get("clock"));
        for (int parameters = 1; parameters <= 2; parameters++) {
            Kfunc kfunc = new Kfunc(TIMESTAMP, parameters, false, new Kfunc.Binding.Unbound());
            Unrolling.Replace by = assertInstanceOf(Unrolling.Replace.class, setup.unroller(kfunc));
            assertTrue(by.calls().orElseThrow().contains("seqlock"));
            assertEquals(List.of("mlx5e_free_running_timestamp"),
                    by.replacement().callees().stream().map(c -> c.body().name()).toList());
            assertTrue(by.replacement().callees().getFirst().why().contains("seqlock"));
        }
    }

    @Test
    void aKfuncOfNoGenerationHasNeitherBodyNorUnroller() {
        ConfiguredNic setup = Nics.load("mlx5").configure(Optional.empty(), Map.of());
        for (Kfunc k : List.of(new Kfunc(TIMESTAMP, 3, false, new Kfunc.Binding.Unbound()),
                new Kfunc("bpf_xdp_metadata_rx_csum", 3, false, new Kfunc.Binding.Unbound()))) {
            assertEquals(Optional.empty(), setup.generation(k));
            assertEquals(Optional.empty(), setup.body(k));
            assertInstanceOf(Unrolling.None.class, setup.unroller(k));
        }
    }

    static Mlx5Reference.Timecounter timecounter(Random random) {
        int bits = random.nextBoolean() ? 41 : 8 + random.nextInt(57);
        int shift = random.nextInt(40);
        return new Mlx5Reference.Timecounter(BigInteger.TWO.pow(bits).subtract(BigInteger.ONE),
                new BigInteger(32, random),
                shift, new BigInteger(bits, random), new BigInteger(64, random), new BigInteger(shift, random));
    }

    /** Puts a timestamp into the CQE that is about as old as those that drivers see, on either side of the last reading. */
    private static void near(byte[] cqe, Mlx5Reference.Timecounter tc, Random random) {
        BigInteger distance = new BigInteger(1 + random.nextInt(42), random);
        long raw = (random.nextBoolean() ? tc.last().add(distance) : tc.last().subtract(distance)).longValue();
        for (int i = 0; i < 8; i++) {
            cqe[48 + i] = (byte) (raw >>> 56 - 8 * i);
        }
    }

    static Facts facts(Mlx5Reference.Timecounter tc) {
        Map<Role, Fact> known = new EnumMap<>(Role.class);
        known.put(Role.TIMECOUNTER_MASK, new Fact.Number(tc.mask().longValue()));
        known.put(Role.TIMECOUNTER_MULT, new Fact.Number(tc.mult().longValue()));
        known.put(Role.TIMECOUNTER_SHIFT, new Fact.Number(tc.shift()));
        known.put(Role.TIMECOUNTER_CYCLES, new Fact.Number(tc.last().longValue()));
        known.put(Role.TIMECOUNTER_TIME, new Fact.Number(tc.nsec().longValue()));
        known.put(Role.TIMECOUNTER_FRACTION, new Fact.Number(tc.frac().longValue()));
        return new Facts(known, "");
    }
}
