package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Role;
import java.util.Map;

/**
 * A NIC's clock. Its time scale is that of the capture's timestamps, from which a {@link Phc} may depart. The free-running
 * counter of the same device counts cycles since power-up; what a driver keeps to turn those into time is the state after the
 * counter was last read, at a whole multiple of the reading interval.
 */
final class Clock {
    private static final long NANOS = 1_000_000_000;
    /** Nanoseconds times kHz per cycle. */
    private static final long UNIT = 1_000_000;

    private final ClockSpec spec;
    private final Phc phc;
    private final long powerUp;
    private final long ahead;
    private final long cacheAhead;

    Clock(ClockSpec spec, Evaluator evaluator, Phc phc) {
        this.spec = spec;
        this.phc = phc;
        this.powerUp = evaluator.parameter(spec.powerUp());
        this.ahead = spec.timecounter().map(t -> evaluator.parameter(t.ahead())).orElse(0L);
        this.cacheAhead = spec.cache().map(c -> evaluator.parameter(c.ahead())).orElse(0L);
    }

    /** The multiplier for a frequency: kHz to nanoseconds at a shift, rounded (include/linux/clocksource.h, clocksource_khz2mult). */
    static long mult(long khz, int shift) {
        return ((UNIT << shift) + khz / 2) / khz;
    }

    /** Adds what the clock says of a packet that arrives at {@code nanos} since 1970 (unsigned). */
    void tell(long nanos, Map<Role, Fact> facts) {
        long time = phc.device(nanos);
        put(facts, Role.CLOCK_TIME, time);
        put(facts, Role.CLOCK_SECONDS, Long.divideUnsigned(time, NANOS));
        put(facts, Role.CLOCK_NANOSECONDS, Long.remainderUnsigned(time, NANOS));
        put(facts, Role.CLOCK_CYCLES, cycles(phc.oscillator(nanos)) & mask(spec.counterBits()));
        spec.timecounter().ifPresent(t -> tell(t, nanos, facts));
        spec.cache().ifPresent(c -> tell(c, nanos, facts));
    }

    private void tell(ClockSpec.Cache c, long nanos, Map<Role, Fact> facts) {
        long due = read(nanos, c.readEvery(), cacheAhead);
        long read = phc.readAfterStep(due, Math.max(nanos, due));
        put(facts, Role.CACHED_TIME, phc.device(read));
        put(facts, Role.CACHED_CYCLES, cycles(phc.oscillator(read)) & mask(spec.counterBits()));
    }

    private void tell(ClockSpec.Timecounter t, long nanos, Map<Role, Fact> facts) {
        long due = read(nanos, t.readEvery(), ahead);
        long now = Math.max(nanos, due);
        long read = phc.readToAdjust(due, now);
        put(facts, Role.TIMECOUNTER_MULT, phc.mult(mult(spec.khz(), t.shift()), now));
        put(facts, Role.TIMECOUNTER_SHIFT, t.shift());
        put(facts, Role.TIMECOUNTER_MASK, mask(t.bits()));
        put(facts, Role.TIMECOUNTER_CYCLES, cycles(phc.oscillator(read)) & mask(t.bits()));
        put(facts, Role.TIMECOUNTER_TIME, phc.driver(read, now));
        put(facts, Role.TIMECOUNTER_FRACTION, 0);
    }

    /** When the driver last read the clock, which it does at every whole multiple of {@code every} unless it misses that. */
    private long read(long nanos, long every, long readings) {
        return nanos - Long.remainderUnsigned(nanos, every) + (readings - phc.missed()) * every;
    }

    /**
     * Whole cycles since power-up, modulo 2^64; negative before. Splitting off whole milliseconds keeps every product
     * but the last within 64 bits, and that one may wrap as the counter does.
     */
    private long cycles(long nanos) {
        long since = nanos - powerUp;
        return Math.floorDiv(since, UNIT) * spec.khz() + Math.floorMod(since, UNIT) * spec.khz() / UNIT;
    }

    private static long mask(int bits) {
        return bits == 64 ? -1 : (1L << bits) - 1;
    }

    private static void put(Map<Role, Fact> facts, Role role, long value) {
        facts.put(role, new Fact.Number(value));
    }
}
