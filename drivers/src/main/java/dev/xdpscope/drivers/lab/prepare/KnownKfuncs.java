package dev.xdpscope.drivers.lab.prepare;

import dev.xdpscope.drivers.export.ExportKfuncs;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What kfuncs there are, by name. */
public final class KnownKfuncs {
    /** Those that the verifier replaces by a move of their first argument (kernel/bpf/verifier.c, 6.12). */
    private static final Set<String> CASTS = Set.of("bpf_cast_to_kern_ctx", "bpf_rdonly_cast");

    private static final String SUPPORTED = "_supported";

    /** What a program may call whatever the driver: where that has no such function, the kernel's stub answers. */
    private static final Set<String> OF_DRIVERS = Stream.concat(ExportKfuncs.names().stream(),
            Arrays.stream(Hint.values()).map(Hint::kfunc).flatMap(name -> Stream.of(name, name + SUPPORTED)))
            .collect(Collectors.toUnmodifiableSet());

    private KnownKfuncs() {}

    /** Whether there is a kfunc of this name: the address of a weak one that is not there is 0. */
    public static boolean exist(String kfunc, ConfiguredNic setup) {
        return simulated(kfunc) || implemented(setup).contains(kfunc);
    }

    /**
     * Whether a kfunc is simulated for whatever NIC: the core answers it, or the driver, or the kernel's stub in its
     * place.
     */
    public static boolean simulated(String kfunc) {
        return CASTS.contains(kfunc) || ofDrivers(kfunc) || KernelCalls.XDP.kfunc(kfunc).isPresent();
    }

    /** Whether it is a kfunc that the driver of the device answers. */
    static boolean ofDrivers(String kfunc) {
        return OF_DRIVERS.contains(kfunc);
    }

    /** Those that the driver of {@code setup} has, of all generations. */
    static Set<String> implemented(ConfiguredNic setup) {
        return setup.generations().stream().flatMap(g -> setup.kfuncs(g).stream()).collect(Collectors.toSet());
    }

    /** All that a program in the driver of {@code setup} may call. */
    static Set<String> all(ConfiguredNic setup) {
        Set<String> names = new TreeSet<>(CASTS);
        names.addAll(KernelCalls.XDP.kfuncs());
        names.addAll(OF_DRIVERS);
        names.addAll(implemented(setup));
        return names;
    }

    /** What the verifier itself puts for a kfunc; empty for one that is called. */
    static Optional<Replacement> cast(Kfunc kfunc) {
        Insn move = new Insn.Alu(Insn.Width.W64, Insn.AluOp.MOV, 0, new Operand.Reg(1));
        return CASTS.contains(kfunc.name())
                ? Optional.of(new Replacement(List.of(move), "the verifier replaces " + kfunc.name() + " by a move"))
                : Optional.empty();
    }
}
