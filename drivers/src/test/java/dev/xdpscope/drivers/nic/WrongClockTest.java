package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.author.KfuncResult;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.drivers.packet.Packet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a clock that goes wrong does to the timestamps of each kind of driver. */
class WrongClockTest {
    private static final long FIRST = 1_780_000_000_123_456_789L;
    private static final long SECOND = 1_000_000_000;
    private static final long WRAP = 1L << 32;

    private final Random random = new Random(32);
    private final Map<String, Ready> ready = new HashMap<>();

    /** Full stamps are the device's time, whatever it is. */
    @Test
    void realTimeStampsFollowTheDevice() {
        for (int i = 0; i < 200; i++) {
            ClockSettings clock = PhcTest.settings(random);
            Rig rig = rig("mlx5", Map.of("clock", "real-time"), clock);
            for (int n = 0; n < 20; n++) {
                long nanos = FIRST + random.nextLong(86_400 * SECOND);
                assertEquals(new Phc(clock, FIRST).device(nanos), rig.timestamp(nanos));
            }
        }
    }

    /** A driver's own clock follows its oscillator and its adjustments, and no step that is made elsewhere. */
    @Test
    void timecountersFollowTheDriver() {
        for (Map.Entry<String, Map<String, String>> nic : List.of(
                Map.entry("mlx5", Map.of("clock", "free-running")),
                Map.entry("mlx5", Map.of("clock", "free-running", "clock-read", "after")),
                Map.entry("mlx4", Map.of("hwtstamp", "all")))) {
            for (int i = 0; i < 100; i++) {
                ClockSettings clock = PhcTest.settings(random);
                Rig rig = rig(nic.getKey(), nic.getValue(), clock);
                for (int n = 0; n < 20; n++) {
                    long nanos = FIRST + random.nextLong(86_400 * SECOND);
                    long processed = nic.getValue().containsValue("after")
                            ? nanos - Long.remainderUnsigned(nanos, SECOND) + SECOND : nanos;
                    boolean adjusted = clock.adjustments().stream().anyMatch(
                            a -> FIRST + a.after() > nanos && FIRST + a.after() <= processed);
                    if (!adjusted) {
                        long expected = new Phc(clock, FIRST).driver(nanos, processed);
                        long got = rig.timestamp(nanos);
                        assertTrue(Math.abs(got - expected) <= 16, () -> nic + ": " + got + " for " + expected + clock);
                    }
                }
            }
        }
    }

    /** 32 bits and a copy of the clock give the whole time as long as the copy is less than 2^31 ns away. */
    @Test
    void shortStampsAreExtendedAcrossTheWrap() {
        int wraps = 0;
        for (String nic : List.of("ice", "idpf")) {
            for (int i = 0; i < 200; i++) {
                long start = (random.nextLong(1, 400_000_000) << 32) - random.nextLong(SECOND);
                ClockSettings clock = new ClockSettings(random.nextLong(-100_000, 100_000), OptionalLong.of(start),
                        List.of(), List.of(new ClockSettings.Step(SECOND, random.nextLong(-90, 90) * SECOND, false)),
                        0);
                Rig rig = rig(nic, Map.of(), clock);
                for (int n = 0; n < 10; n++) {
                    long nanos = FIRST + random.nextLong(3 * SECOND);
                    long time = new Phc(clock, FIRST).device(nanos);
                    assertEquals(time, rig.timestamp(nanos), nic);
                    wraps += time >>> 32 != start >>> 32 ? 1 : 0;
                }
            }
        }
        assertTrue(wraps > 1000, wraps + " behind a wrap");
    }

    /** A step that the driver has not heard of, by more than half of what 32 bits hold: one wrap too many or too few. */
    @Test
    void aStaleCopyIsOffByAWholeWrap() {
        ClockSettings ahead = step(3 * SECOND, true);
        Rig rig = rig("ice", Map.of(), ahead);
        long read = FIRST - FIRST % (SECOND / 2) + 4 * SECOND;
        for (int i = 0; i < 200; i++) {
            long stale = read + 1 + random.nextLong(SECOND / 2 - 2);
            ClockSettings justNow = new ClockSettings(0, OptionalLong.empty(), List.of(),
                    List.of(new ClockSettings.Step(read + 1 - FIRST, 3 * SECOND, true)), 0);
            assertEquals(stale + 3 * SECOND - WRAP, rig("ice", Map.of(), justNow).timestamp(stale));
            assertEquals(stale + SECOND + 3 * SECOND, rig("ice", Map.of(), justNow).timestamp(stale + SECOND),
                    "read again");
            assertEquals(stale + 3 * SECOND, rig.timestamp(stale), "long read again");
            assertEquals(stale + 3 * SECOND, rig("ice", Map.of(), step(read + 1 - FIRST, false)).timestamp(stale),
                    "its own step, after which the driver reads the clock");
        }
    }

    private static ClockSettings step(long after, boolean elsewhere) {
        return new ClockSettings(0, OptionalLong.empty(), List.of(),
                List.of(new ClockSettings.Step(after, 3 * SECOND, elsewhere)), 0);
    }

    /** Without its readings a timecounter multiplies more cycles than fit: 2^64 / 2^30 ns is some 17 s. */
    @Test
    void missedReadingsOverflowATimecounter() {
        long nanos = FIRST + 100 * SECOND;
        assertTrue(Math.abs(mlx4(1).timestamp(nanos) - nanos) < 10);
        long off = nanos - mlx4(4).timestamp(nanos);
        assertTrue(Math.abs(off - (1L << 34)) < 10, off + " ns behind");
    }

    private Rig mlx4(int missed) {
        return rig("mlx4", Map.of(),
                new ClockSettings(0, OptionalLong.empty(), List.of(), List.of(), missed));
    }

    @Test
    void counterAndTimeShareTheOscillator() {
        ConfiguredNic setup = Nics.load("mlx5").configure(Optional.empty(), Map.of());
        ClockSettings fast = new ClockSettings(50_000, OptionalLong.empty(), List.of(), List.of(), 0);
        Hardware hardware = setup.hardware(fast, FIRST);
        Facts first = hardware.receive(packet(FIRST), 0).facts();
        Facts later = hardware.receive(packet(FIRST + 1000 * SECOND), 1).facts();
        assertEquals(1000 * SECOND + 50_000_000, later.number(Role.CLOCK_TIME) - first.number(Role.CLOCK_TIME));
        assertEquals(1000 * SECOND + 50_000_000, later.number(Role.CLOCK_CYCLES) - first.number(Role.CLOCK_CYCLES),
                "at 1 GHz");
    }

    private static Packet packet(long nanos) {
        return new Packet(0, nanos, new byte[60], 60);
    }

    private Rig rig(String nic, Map<String, String> settings, ClockSettings clock) {
        Ready ready = this.ready.computeIfAbsent(nic + settings, key -> Ready.of(nic, settings));
        return new Rig(ready.setup().hardware(clock, FIRST), ready.rig());
    }

    private record Ready(ConfiguredNic setup, NicBench rig) {
        static Ready of(String nic, Map<String, String> settings) {
            ConfiguredNic setup = Nics.load(nic).configure(Optional.empty(), settings);
            return new Ready(setup, NicBench.of(setup));
        }
    }

    /** A NIC whose clock goes so, and its timestamp kfunc. */
    private record Rig(Hardware hardware, NicBench rig) {
        long timestamp(long nanos) {
            rig.put(0, hardware.receive(packet(nanos), 0));
            KfuncResult.Returned result = rig.called("bpf_xdp_metadata_rx_timestamp", 2).returned();
            assertEquals(0, result.errno());
            return result.output(0, 8);
        }
    }
}
