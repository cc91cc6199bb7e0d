package dev.xdpscope.drivers.nic;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a NIC's clock (its PHC) departs from the time scale of the capture. Before the first packet it went right; times after that
 * are counted from the first packet's arrival, in nanoseconds of the capture's scale.
 *
 * @param ppb the oscillator's error in parts per billion: how much faster it goes, from the first packet on; the free-running
 *     counter has the same error
 * @param start what the clock shows when the first packet arrives, nanoseconds since 1970; empty for the arrival itself
 * @param adjustments of the frequency, in the order of time
 * @param steps in the order of time
 * @param missed how many of its last periodic readings of the clock the driver has missed
 */
public record ClockSettings(long ppb, OptionalLong start, List<Adjustment> adjustments, List<Step> steps, int missed) {
    /** A clock that is right. */
    public static final ClockSettings RIGHT = new ClockSettings(0, OptionalLong.empty(), List.of(), List.of(), 0);

    /** The largest error and adjustment: what mlx4 takes (max_adj in drivers/net/ethernet/mellanox/mlx4/en_clock.c, 6.12). */
    public static final long MOST_PPB = 100_000_000;

    public ClockSettings {
        adjustments = adjustments.stream().sorted(Comparator.comparingLong(Adjustment::after)).toList();
        steps = steps.stream().sorted(Comparator.comparingLong(Step::after)).toList();
    }

    /** From then on the clock goes faster by {@code ppb}, on top of the oscillator's error and in place of an earlier adjustment. */
    public record Adjustment(long after, long ppb) {}

    /**
     * The clock jumps.
     *
     * @param by nanoseconds
     * @param elsewhere whether someone else steps the device's clock, another function of the device for example, so that the
     *     driver does not learn of it; a clock that the driver itself computes from cycles stays as it is then
     */
    public record Step(long after, long by, boolean elsewhere) {}
}
