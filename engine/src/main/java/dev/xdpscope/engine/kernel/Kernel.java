package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The running kernel where it permits bpf(2): {@link KernelAccess#open()} gives it. */
public final class Kernel {
    private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");

    private Btf types;
    private KernelSymbols symbols;

    Kernel() {}

    /**
     * The kernel's own types.
     *
     * @throws UncheckedIOException if it does not show them (CONFIG_DEBUG_INFO_BTF)
     */
    public synchronized Btf types() {
        if (types == null) {
            try {
                types = Btf.parse(Files.readAllBytes(TYPES), Place.of(TYPES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return types;
    }

    /** The kernel's functions, by which translated calls are told; none where it does not show addresses. */
    public synchronized KernelSymbols symbols() {
        if (symbols == null) {
            symbols = KernelSymbols.read();
        }
        return symbols;
    }

    /** Its release, for example {@code 6.18.44}; empty if it does not tell. */
    public static String release() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Makes a map; that of a data section gets its contents. */
    public Answer<KernelMap> create(MapSpec spec) {
        return new MapCreation(Optional.empty()).map(spec);
    }

    /**
     * Makes the maps of an object, with what their declarations put into them except programs, which
     * {@link KernelMaps#fill} puts there.
     *
     * @param types the object's; without them there are no spin locks and timers in values
     */
    public Answer<KernelMaps> create(List<MapSpec> specs, Optional<Btf> types) {
        return withTypes(List.of(), specs, types, loaded -> new MapCreation(loaded).all(specs));
    }

    /**
     * Loads a program without types. It need not have any unless it has global functions or callbacks; kfuncs are named by the
     * kernel's.
     *
     * @param program linked, and otherwise as its object has it; programs behind it that tail calls enter are left out
     * @param maps in the order of its table
     * @throws dev.xdpscope.engine.problem.ProblemException if it calls a kfunc that this kernel has not
     */
    public Answer<KernelProgram> load(Program program, List<KernelMap> maps, LoadRequest how) {
        return load(program, maps, how, Optional.empty());
    }

    /**
     * Loads a program.
     *
     * @param program linked, and otherwise as its object has it; programs behind it that tail calls enter are left out
     * @param maps in the order of its table
     * @param types the object's
     * @throws dev.xdpscope.engine.problem.ProblemException if it calls a kfunc that this kernel has not
     */
    public Answer<KernelProgram> load(Program program, List<KernelMap> maps, LoadRequest how, Optional<Btf> types) {
        byte[] code = KernelCode.of(program, maps, this::types);
        List<ProgramFunction> functions = KernelCode.functions(program);
        return withTypes(functions, List.of(), types,
                loaded -> new ProgramLoad(program.name(), code, functions, how, loaded).load());
    }

    private static <T> Answer<T> withTypes(List<ProgramFunction> functions, List<MapSpec> maps, Optional<Btf> types,
            java.util.function.Function<Optional<LoadedTypes>, Answer<T>> work) {
        if (types.isEmpty()) {
            return work.apply(Optional.empty());
        }
        return switch (LoadedTypes.load(ProgramTypes.of(functions, maps, types.get()))) {
            case Answer.Done<LoadedTypes>(LoadedTypes loaded) -> {
                try (loaded) {
                    yield work.apply(Optional.of(loaded));
                }
            }
            case Answer.Refused<LoadedTypes>(int errno, String log) -> new Answer.Refused<>(errno, log);
        };
    }
}
