package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A clock's errors against exact fractions. */
class PhcTest {
    private static final long FIRST = 1_780_000_000_123_456_789L;
    private static final long DAY = 86_400_000_000_000L;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    @Test
    void theClockIsTheSumOfItsPieces() {
        Random random = new Random(1588);
        for (int i = 0; i < 20_000; i++) {
            ClockSettings settings = settings(random);
            Phc phc = new Phc(settings, FIRST);
            long since = random.nextLong(DAY) - (random.nextInt(4) == 0 ? DAY / 2 : 0);
            int pieces = settings.adjustments().size() + 1;
            BigInteger steps = settings.steps().stream().filter(s -> s.after() <= since)
                    .map(s -> BigInteger.valueOf(s.by())).reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger own = settings.steps().stream().filter(s -> s.after() <= since && !s.elsewhere())
                    .map(s -> BigInteger.valueOf(s.by())).reduce(BigInteger.ZERO, BigInteger::add);
            // In units of 10^-18 ns, so that nothing is rounded.
            BigInteger exact = running(settings, since);
            BigInteger start = BigInteger.valueOf(settings.start().orElse(FIRST));
            near(exact, BigInteger.valueOf(phc.device(FIRST + since)).subtract(start).subtract(steps), 2 * pieces);
            near(exact, BigInteger.valueOf(phc.driver(FIRST + since, FIRST + since)).subtract(start).subtract(own),
                    2 * pieces);
        }
    }

    private static void near(BigInteger exact, BigInteger nanos, int most) {
        BigInteger less = exact.subtract(nanos.multiply(BILLION).multiply(BILLION));
        assertTrue(less.signum() >= 0 && less.compareTo(BigInteger.valueOf(most).multiply(BILLION.pow(2))) < 0,
                () -> nanos + " for " + exact + " / 10^18");
    }

    /** Nanoseconds times 10^18 that the clock has run since the first packet: each piece at its own rate. */
    private static BigInteger running(ClockSettings settings, long since) {
        if (since <= 0) {
            return BigInteger.valueOf(since).multiply(BILLION.pow(2));
        }
        BigInteger sum = BigInteger.ZERO;
        List<ClockSettings.Adjustment> all = settings.adjustments();
        for (int i = -1; i < all.size(); i++) {
            long from = i < 0 ? 0 : all.get(i).after();
            long to = Math.min(since, i + 1 < all.size() ? all.get(i + 1).after() : Long.MAX_VALUE);
            BigInteger rate = BILLION.add(BigInteger.valueOf(settings.ppb()))
                    .multiply(BILLION.add(BigInteger.valueOf(i < 0 ? 0 : all.get(i).ppb())));
            sum = sum.add(BigInteger.valueOf(Math.max(0, to - from)).multiply(rate));
        }
        return sum;
    }

    @Test
    void theOscillatorKnowsNothingOfAdjustments() {
        Random random = new Random(2);
        for (int i = 0; i < 5000; i++) {
            ClockSettings settings = settings(random);
            long since = random.nextLong(DAY);
            BigInteger[] exact = BigInteger.valueOf(since).multiply(BILLION.add(BigInteger.valueOf(settings.ppb())))
                    .divideAndRemainder(BILLION);
            assertEquals(FIRST + exact[0].longValueExact(), new Phc(settings, FIRST).oscillator(FIRST + since));
            assertEquals(FIRST - since, new Phc(settings, FIRST).oscillator(FIRST - since), "right before the first");
        }
    }

    @Test
    void aRightClockIsTheCapturesOwn() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            long nanos = random.nextLong();
            assertEquals(nanos, Phc.RIGHT.device(nanos));
            assertEquals(nanos, Phc.RIGHT.driver(nanos, nanos));
            assertEquals(nanos, Phc.RIGHT.oscillator(nanos));
            assertEquals(nanos, Phc.RIGHT.readToAdjust(nanos, nanos));
            assertEquals(i, Phc.RIGHT.mult(i, nanos));
        }
    }

    /** By the kernel's rule in whole numbers; scaled parts per million are millionths in units of 2^-16. */
    @Test
    void adjustmentsChangeTheMultiplier() {
        Random random = new Random(4);
        for (int i = 0; i < 5000; i++) {
            ClockSettings settings = settings(random);
            long since = random.nextLong(DAY);
            long ppb = settings.adjustments().stream().filter(a -> a.after() <= since)
                    .mapToLong(ClockSettings.Adjustment::ppb).reduce(0, (a, b) -> b);
            long nominal = random.nextLong(1L << 32);
            BigInteger scaled = BigInteger.valueOf(ppb).shiftLeft(16).divide(BigInteger.valueOf(1000));
            BigInteger change =
                    BigInteger.valueOf(nominal).multiply(scaled).divide(BigInteger.valueOf(1_000_000).shiftLeft(16));
            assertEquals(nominal + change.longValueExact(), new Phc(settings, FIRST).mult(nominal, FIRST + since));
        }
    }

    static ClockSettings settings(Random random) {
        return new ClockSettings(ppb(random),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(FIRST)),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> new ClockSettings.Adjustment(random.nextLong(DAY), ppb(random))).toList(),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> new ClockSettings.Step(random.nextLong(DAY),
                                random.nextLong(-10_000_000_000L, 10_000_000_000L), random.nextBoolean()))
                        .toList(),
                0);
    }

    private static long ppb(Random random) {
        return random.nextLong(-ClockSettings.MOST_PPB, ClockSettings.MOST_PPB + 1) >> random.nextInt(27);
    }
}
