package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.When;
import java.util.Optional;

/**
 * A NIC's clock as declared.
 *
 * @param when the configurations it is for
 * @param khz frequency of the free-running counter
 * @param counterBits how wide that counter is
 * @param powerUp when the counter began at 0, nanoseconds since 1970
 */
record ClockSpec(When when, long khz, int counterBits, Choice powerUp, Optional<Timecounter> timecounter,
        Optional<Cache> cache) {
    /**
     * How a driver turns the counter into time (include/linux/timecounter.h, 6.12).
     *
     * @param bits of the counter that the driver looks at
     * @param shift the driver's choice; the multiplier follows from it
     * @param readEvery nanoseconds from one reading of the counter to the next
     * @param ahead how many readings after the last one before the packet's arrival the packet is processed
     */
    record Timecounter(int bits, int shift, long readEvery, Choice ahead) {}

    /**
     * How often a driver copies the device's time to where the receive path finds it, to extend stamps of 32 bits.
     *
     * @param readEvery nanoseconds from one reading of the clock to the next
     * @param ahead how many readings after the last one before the packet's arrival the packet is processed; less than 0
     *     for readings that were missed
     */
    record Cache(long readEvery, Choice ahead) {}
}
