package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.drivers.export.ExportForm;
import dev.xdpscope.drivers.nic.ClockSettings;
import dev.xdpscope.engine.route.Routing;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a recording depends on.
 *
 * @param name short, for titles
 * @param about what is to be seen, in a few sentences; may be empty
 * @param nic name of a built-in NIC or path of a NIC folder
 * @param revision hardware revision; the NIC's default where empty
 * @param configuration the NIC's switches that differ from their defaults
 * @param object the ELF object with the program
 * @param program name of the program's function; the object's only program where empty
 * @param design how the program gets at hints
 * @param capture pcap or pcapng file with the packets
 * @param limit how many packets are taken from the capture
 * @param descriptors file with recorded descriptors, one hex line per packet, in place of simulated ones
 * @param kernel what of the kernel around the driver may be chosen, and how the NIC's clock goes
 * @param past what comes past the program
 */
public record Scenario(String name, String about, String nic, Optional<String> revision,
        Map<String, String> configuration,
        Path object, Optional<String> program, AccessDesign design, Path capture, int limit, Optional<Path> descriptors,
        KernelSettings kernel, PastXdp past) {

    /** Packets taken where a scenario does not say. */
    public static final int DEFAULT_LIMIT = 1000;

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

    /** A scenario with nothing past the program. */
    public Scenario(String name, String about, String nic, Optional<String> revision, Map<String, String> configuration,
            Path object, Optional<String> program, AccessDesign design, Path capture, int limit,
            Optional<Path> descriptors, KernelSettings kernel) {
        this(name, about, nic, revision, configuration, object, program, design, capture, limit, descriptors, kernel,
                PastXdp.NONE);
    }

    /** A scenario with defaults for all that is not given. */
    public static Scenario of(String nic, Path object, Path capture) {
        String name = String.valueOf(object.getFileName());
        return new Scenario(name, "", nic, Optional.empty(), Map.of(), object, Optional.empty(),
                AccessDesign.KFUNC_CALL,
                capture, DEFAULT_LIMIT, Optional.empty(), KernelSettings.DEFAULT, PastXdp.NONE);
    }

    /** The same with another access design. */
    public Scenario withDesign(AccessDesign d) {
        return new Scenario(name, about, nic, revision, configuration, object, program, d, capture, limit, descriptors,
                kernel, past);
    }

    /** The same with other switches: those that differ from the NIC's defaults, by name. */
    public Scenario withConfiguration(Map<String, String> c) {
        return new Scenario(name, about, nic, revision, Map.copyOf(c), object, program, design, capture, limit,
                descriptors,
                kernel, past);
    }

    /** The same with another hardware revision; empty for the NIC's own choice. */
    public Scenario withRevision(Optional<String> r) {
        return new Scenario(name, about, nic, r, configuration, object, program, design, capture, limit, descriptors,
                kernel, past);
    }

    /** The same with another program of the object, by its function's name; empty if it has only one. */
    public Scenario withProgram(Optional<String> p) {
        return new Scenario(name, about, nic, revision, configuration, object, p, design, capture, limit, descriptors,
                kernel, past);
    }

    /** The same with another NIC: a built-in one's name or a folder. */
    public Scenario withNic(String n) {
        return new Scenario(name, about, n, revision, configuration, object, program, design, capture, limit,
                descriptors,
                kernel, past);
    }

    /** The same with the program loaded in another way. */
    public Scenario withLoading(Loading loading) {
        return new Scenario(name, about, nic, revision, configuration, object, program, design, capture, limit,
                descriptors,
                kernel.withLoading(loading), past);
    }

    /** The same with at most {@code n} packets. */
    public Scenario withLimit(int n) {
        return new Scenario(name, about, nic, revision, configuration, object, program, design, capture, n, descriptors,
                kernel, past);
    }
}
