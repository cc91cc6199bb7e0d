package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.drivers.export.ExportForm;
import dev.xdpscope.drivers.nic.ClockSettings;
import dev.xdpscope.engine.route.Routing;

/**
 * What goes on around the driver: the kernel, and the NIC's clock.
 *
 * @param cpus number of CPUs, for per-CPU maps
 * @param cpu the CPU that serves the ring
 * @param seed of bpf_get_prandom_u32
 * @param budget instructions a run may execute
 * @param clock how the NIC's clock departs from the capture's time scale
 * @param loading how it gets the program
 * @param export what it does to store hints for the sk_buff
 * @param routing what it knows of where packets go
 */
public record KernelSettings(int cpus, int cpu, long seed, long budget, ClockSettings clock, Loading loading,
        ExportForm export, Routing routing) {
    public static final KernelSettings DEFAULT =
            new KernelSettings(1, 0, 1, 1_000_000, ClockSettings.RIGHT, Loading.DEFAULT, ExportForm.PATCH_V1,
                    Routing.NONE);

    /** The same with another clock. */
    public KernelSettings withClock(ClockSettings other) {
        return new KernelSettings(cpus, cpu, seed, budget, other, loading, export, routing);
    }

    /** The same with the program loaded in another way. */
    public KernelSettings withLoading(Loading other) {
        return new KernelSettings(cpus, cpu, seed, budget, clock, other, export, routing);
    }

    /** The same with another form of storing hints. */
    public KernelSettings withExport(ExportForm other) {
        return new KernelSettings(cpus, cpu, seed, budget, clock, loading, other, routing);
    }

    /** The same with other routes. */
    public KernelSettings withRouting(Routing other) {
        return new KernelSettings(cpus, cpu, seed, budget, clock, loading, export, other);
    }

    /** By what the metadata of RFC v2 is known. */
    public int magic() {
        return ExportForm.magic(seed);
    }
}
