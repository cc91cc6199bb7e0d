package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.engine.object.Kconfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the program is loaded and attached. Metadata kfuncs need a program that is bound to a device
 * (BPF_F_XDP_DEV_BOUND_ONLY with prog_ifindex).
 *
 * @param into a map that it is put into besides
 * @param kernel whose rules hold
 * @param kconfig a text with that kernel's configuration; the simulated kernel's where empty
 */
public record Loading(Bound bound, Mode mode, Optional<Into> into, Kernel kernel, Optional<Path> kconfig) {
    /** Bound to the NIC, in native mode, on the newest kernel whose source was looked at. */
    public static final Loading DEFAULT =
            new Loading(Bound.NIC, Mode.NATIVE, Optional.empty(), new Kernel(7, 1), Optional.empty());

    /**
     * What the program can know of the kernel.
     *
     * @throws dev.xdpscope.engine.problem.ProblemException if the configuration cannot be read
     */
    public Kconfig configuration() {
        return kconfig.map(Kconfig::read).orElse(Kconfig.SIMULATED).withVersion(kernel.major(), kernel.minor());
    }

    /** What the program is bound to when it is loaded. */
    public enum Bound {
        NIC("true"),
        NOTHING("false"),
        OTHER_DEVICE("other-device"),
        /** An interface that does not exist in the loader's network namespace. */
        NO_DEVICE("no-device"),
        /** prog_ifindex without BPF_F_XDP_DEV_BOUND_ONLY: the program is to run in the hardware. */
        OFFLOAD("offload");

        private final String word;

        Bound(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** Where it runs. */
    public enum Mode {
        NATIVE("native"),
        /** On the sk_buff, without the driver (XDP_FLAGS_SKB_MODE). */
        GENERIC("generic"),
        /** By BPF_PROG_TEST_RUN. */
        TEST_RUN("test-run");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** A type of map that holds programs. */
    public enum Into {
        PROG_ARRAY("prog_array"),
        DEVMAP("devmap"),
        CPUMAP("cpumap");

        private final String word;

        Into(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** A release of Linux, for example 6.12. */
    public record Kernel(int major, int minor) {
        private static final Pattern SYNTAX = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

        /** Empty if the text is none. */
        public static Optional<Kernel> parse(String text) {
            Matcher m = SYNTAX.matcher(text);
            return m.matches() ? Optional.of(new Kernel(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
                    : Optional.empty();
        }

        /** Whether it is older than another. */
        public boolean before(Kernel other) {
            return major < other.major || major == other.major && minor < other.minor;
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }
}
