package dev.xdpscope.drivers.nic;

import java.math.BigInteger;

/**
 * What a NIC's clock shows, and a driver's clock that is computed from its counter. Exact but for rounding down to nanoseconds
 * where the frequency changes.
 */
final class Phc {
    private static final long BILLION = 1_000_000_000;
    /** A clock that is right. */
    static final Phc RIGHT = new Phc(ClockSettings.RIGHT, 0);

    private final ClockSettings settings;
    private final long first;

    /** @param first when the first packet arrives, nanoseconds since 1970 */
    Phc(ClockSettings settings, long first) {
        this.settings = settings;
        this.first = first;
    }

    /** What the oscillator has counted at {@code nanos}, in its own nanoseconds: what a free-running counter follows. */
    long oscillator(long nanos) {
        return nanos - first <= 0 ? nanos : nanos + scaled(nanos - first, settings.ppb());
    }

    /** What the device's clock shows at {@code nanos}. */
    long device(long nanos) {
        return running(nanos) + settings.steps().stream().filter(s -> reached(s.after(), nanos))
                .mapToLong(ClockSettings.Step::by).sum();
    }

    /**
     * What the driver keeps as the time of its reading at {@code read} while it processes a packet at {@code now}: stepping such
     * a clock changes that time and reads nothing (timecounter_adjtime in include/linux/timecounter.h, 6.12).
     */
    long driver(long read, long now) {
        return running(read) + settings.steps().stream().filter(s -> !s.elsewhere() && reached(s.after(), now))
                .mapToLong(ClockSettings.Step::by).sum();
    }

    /** The later of {@code read} and the last adjustment up to {@code now}, for which a driver reads its counter. */
    long readToAdjust(long read, long now) {
        return settings.adjustments().stream().filter(a -> reached(a.after(), now)).mapToLong(a -> first + a.after())
                .reduce(read, Math::max);
    }

    /** The later of {@code read} and the last step of the driver's own up to {@code now}, after which it copies the clock anew. */
    long readAfterStep(long read, long now) {
        return settings.steps().stream().filter(s -> !s.elsewhere() && reached(s.after(), now))
                .mapToLong(s -> first + s.after()).reduce(read, Math::max);
    }

    /**
     * The multiplier of a driver that adjusts its clock by it, at {@code now}: include/linux/ptp_clock_kernel.h,
     * adjust_by_scaled_ppm(), 6.12. Programs give the kernel millionths in units of 2^-16, cut to a whole number.
     */
    long mult(long nominal, long now) {
        long ppb = settings.adjustments().stream().filter(a -> reached(a.after(), now))
                .mapToLong(ClockSettings.Adjustment::ppb).reduce(0, (before, last) -> last);
        long scaledPpm = ppb * 65_536 / 1000;
        long difference = BigInteger.valueOf(nominal).multiply(BigInteger.valueOf(Math.abs(scaledPpm)))
                .divide(BigInteger.valueOf(1_000_000L << 16)).longValue();
        return scaledPpm < 0 ? nominal - difference : nominal + difference;
    }

    /** How many of its last readings the driver has missed. */
    int missed() {
        return settings.missed();
    }

    /** The clock without its steps. */
    private long running(long nanos) {
        long time = settings.start().orElse(first);
        if (nanos - first <= 0) {
            return time - (first - nanos);
        }
        long from = first;
        long ppb = 0;
        for (ClockSettings.Adjustment a : settings.adjustments()) {
            if (reached(a.after(), nanos)) {
                time += advance(from, first + a.after(), ppb);
                from = first + a.after();
                ppb = a.ppb();
            }
        }
        return time + advance(from, nanos, ppb);
    }

    private boolean reached(long after, long nanos) {
        return nanos - first - after >= 0;
    }

    private long advance(long from, long to, long ppb) {
        long counted = oscillator(to) - oscillator(from);
        return counted + scaled(counted, ppb);
    }

    /** Rounded down; the parts are small enough not to overflow. */
    private static long scaled(long nanos, long ppb) {
        return Math.floorDiv(nanos, BILLION) * ppb + Math.floorDiv(Math.floorMod(nanos, BILLION) * ppb, BILLION);
    }
}
