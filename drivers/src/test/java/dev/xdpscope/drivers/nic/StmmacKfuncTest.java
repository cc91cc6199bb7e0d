package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.AccessLog;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** stmmac's C and its unrollers against a decoder written from the documented layouts, for each of its four descriptors. */
class StmmacKfuncTest {
    private static final Nic NIC = Nics.load("stmmac");
    private static final String TIMESTAMP = "bpf_xdp_metadata_rx_timestamp";
    private static final List<String> REVISIONS = List.of("gmac4", "xgmac", "gmac3-extended", "gmac3");
    private static final List<Integer> MEGAHERTZ = List.of(50, 100, 250);
    private static final int DESCRIPTORS = Descriptors.each(900, REVISIONS.size() * MEGAHERTZ.size() * 2);
    private static final long UNTOUCHED = 0x5a5a5a5a5a5a5a5aL;
    private static final long ONES = 0xffff_ffffL;

    private int descriptors;
    private int stamped;

    @Test
    void theTimestampIsWhatTheLayoutSaysCalledAndUnrolled() {
        Random random = new Random(0x73746d);
        for (String revision : REVISIONS) {
            for (int mhz : MEGAHERTZ) {
                for (String hwtstamp : List.of("none", "all")) {
                    ConfiguredNic setup = NIC.configure(Optional.of(revision),
                            Map.of("hwtstamp", hwtstamp, "ptp-clock", mhz + "MHz"));
                    assertEquals(EnumSet.of(Feature.TIMESTAMP), setup.features());
                    compare(setup, revision, mhz, random);
                }
            }
        }
        assertTrue(descriptors >= 20_000 && stamped > descriptors / 10 && stamped < descriptors / 2,
                stamped + " timestamps in " + descriptors);
    }

    private void compare(ConfiguredNic setup, String revision, int mhz, Random random) {
        NicBench bench = NicBench.of(setup);
        boolean on = setup.settings().get("hwtstamp").equals("all");
        for (int i = 0; i < DESCRIPTORS; i++) {
            byte[] d = descriptor(random, setup.layout().size());
            bench.put(i % setup.ringEntries(), new Received(d, new byte[60], new Facts(Map.of(), ""), i));
            boolean there = on && there(revision, d);
            int at = Map.of("gmac4", 16, "xgmac", 16, "gmac3-extended", 24, "gmac3", 8).get(revision);
            // Two periods of the clock.
            long early = revision.equals("gmac4") ? 2000 / mhz : 0;
            long ns = Little.number(d, at, 4) + 1_000_000_000 * Little.number(d, at + 4, 4) - early;
            String expected = Mlx5Reference.out(ns, 8, UNTOUCHED, 8);
            KfuncChecks.requireMainline(bench, TIMESTAMP, 2, there, expected);
            KfuncChecks.requireRfc(bench, TIMESTAMP, there ? ns : 0);
            KfuncChecks.requireRfc(bench, TIMESTAMP + "_supported", on ? 1 : 0);
            descriptors++;
            stamped += there ? 1 : 0;
        }
    }

    private static boolean there(String revision, byte[] d) {
        return switch (revision) {
            case "gmac4" -> bit(d, 12, 26) == 1 && bit(d, 4, 14) == 1 && context(d);
            case "xgmac" -> bit(d, 12, 27) == 1 && bit(d, 28, 6) == 0 && bit(d, 28, 4) == 1 && context(d);
            case "gmac3-extended" -> bit(d, 0, 7) == 1;
            default -> !ones(d, 8);
        };
    }

    private static boolean context(byte[] d) {
        return bit(d, 28, 31) == 0 && bit(d, 28, 30) == 1 && !ones(d, 16);
    }

    private static boolean ones(byte[] d, int at) {
        return Little.number(d, at, 4) == ONES && Little.number(d, at + 4, 4) == ONES;
    }

    private static int bit(byte[] d, int word, int bit) {
        return Little.bits(d, word, 4, bit, bit);
    }

    /** Random, with words of ones where a timestamp may be, and mostly with the bits that make one valid. */
    private static byte[] descriptor(Random random, int size) {
        byte[] d = new byte[size];
        random.nextBytes(d);
        for (int word = 8; word < size; word += 8) {
            if (random.nextInt(4) == 0) {
                Little.put(d, word + (random.nextBoolean() ? 0 : 4), 4, ONES);
            } else if (random.nextInt(3) == 0) {
                Little.put(d, word, 8, -1);
            }
        }
        if (random.nextInt(3) > 0) {
            Little.put(d, 12, 4, Little.number(d, 12, 4) | 3 << 26);
            d[5] |= 0x40;
        }
        if (size == 32 && random.nextInt(3) > 0) {
            Little.put(d, 28, 4, Little.number(d, 28, 4) & 0x3fff_ffbfL | 0x4000_0010L);
        }
        return d;
    }

    /** The device writes the context descriptor while the driver looks: nine looks are enough, the tenth is too late. */
    @Test
    void gmac4LooksForTheContextDescriptorAgain() {
        ConfiguredNic setup = NIC.configure(Optional.of("gmac4"), Map.of("ptp-clock", "50MHz"));
        NicBench bench = NicBench.of(setup);
        for (int arrives = 1; arrives <= 12; arrives++) {
            boolean there = arrives < 10;
            KfuncResult.Returned called = late(bench, arrives, () -> bench.called(TIMESTAMP, 2).returned());
            assertEquals(there ? 0 : Errno.ENODATA.negative(), called.errno(), "at look " + arrives);
            assertEquals(there ? Mlx5Reference.out(7_000_000_005L - 40, 8, UNTOUCHED, 8)
                    : Mlx5Reference.untouched(), called.outputs());
            assertEquals(called, late(bench, arrives, () -> bench.unrolled(TIMESTAMP, 2).orElseThrow().returned()));
        }
    }

    private static KfuncResult.Returned late(NicBench bench, int arrives, Supplier<KfuncResult.Returned> run) {
        byte[] late = new byte[32];
        Little.put(late, 4, 4, 1 << 14);
        Little.put(late, 12, 4, 1 << 26);
        Little.put(late, 28, 4, 1L << 31);
        bench.put(0, new Received(late, new byte[60], new Facts(Map.of(), ""), 0));
        Looks looks = new Looks(bench, arrives);
        bench.memory().log(looks);
        KfuncResult.Returned result = run.get();
        bench.memory().log(null);
        assertEquals(Math.min(arrives, 10), looks.count, "looks");
        return result;
    }

    /** Counts the looks and writes the context descriptor just before one of them. */
    private static final class Looks implements AccessLog {
        private final NicBench bench;
        private final long context;
        private final int arrives;
        private int begun;
        private int count;

        Looks(NicBench bench, int arrives) {
            this.bench = bench;
            this.context = bench.state().descriptor(0) + 16;
            this.arrives = arrives;
        }

        @Override
        public void read(long address, int size) {
            count += address == context + 12 ? 1 : 0;
            if (address == context && ++begun == arrives) {
                bench.memory().store(context, 4, 5, true);
                bench.memory().store(context + 4, 4, 7, true);
                bench.memory().store(context + 12, 4, 1 << 30, true);
            }
        }

        @Override
        public void write(long address, int size) {}
    }
}
