package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The running kernel where it permits bpf(2): {@link Access#open()} gives it. */
public final class Kernel {
    private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");
    private static final int LOG = 1 << 20;

    /** The key of a data section's only value. */
    private static final byte[] FIRST = new byte[Integer.BYTES];

    private Btf types;

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

    /** Makes a map; that of a data section gets its contents. */
    public Answer<KernelMap> create(MapSpec spec) {
        try (Arena arena = Arena.ofConfined()) {
            Answer<Long> answer =
                    new Attributes(arena).u32(0, spec.type()).u32(4, spec.keySize()).u32(8, spec.valueSize())
                            .u32(12, spec.maxEntries()).u32(16, spec.flags()).name(28, spec.name())
                            .call(Attributes.Command.MAP_CREATE);
            return switch (answer.map(fd -> new KernelMap(fd, spec))) {
                case Answer.Done<KernelMap>(KernelMap map) -> filled(map);
                case Answer.Refused<KernelMap> refused -> refused;
            };
        }
    }

    private static Answer<KernelMap> filled(KernelMap map) {
        if (map.spec().initial().isPresent() && map
                .update(FIRST, map.spec().initial().get()) instanceof Answer.Refused<Long>(int errno, String log)) {
            map.close();
            return new Answer.Refused<>(errno, log);
        }
        return new Answer.Done<>(map);
    }

    /**
     * Loads a program. It need not have BTF: kfuncs are named by the kernel's.
     *
     * @param program linked, and otherwise as its object has it
     * @param maps in the order of its table
     * @throws dev.xdpscope.engine.problem.ProblemException if it calls a kfunc that this kernel has not
     */
    public Answer<KernelProgram> load(Program program, List<KernelMap> maps, Loading how) {
        byte[] code = KernelCode.of(program, maps, this::types);
        Answer<KernelProgram> quiet = load(program.name(), code, how);
        boolean silent = quiet instanceof Answer.Refused<KernelProgram>(int errno, String none)
                && how.logLevel() == 0 && errno != Errno.EPERM;
        return silent ? load(program.name(), code, how.withLog(1)) : quiet;
    }

    private static Answer<KernelProgram> load(String name, byte[] code, Loading how) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena);
            MemorySegment log = attributes.room(how.logLevel() == 0 ? 1 : LOG);
            MemorySegment license = arena.allocateFrom(how.license());
            attributes.u32(0, how.hook().programType()).u32(4, code.length / 8).pointer(8, code).pointer(16, license)
                    .u32(44, how.flags()).name(48, name).u32(64, how.ifindex()).u32(68, how.hook().attachType());
            if (how.logLevel() != 0) {
                attributes.u32(24, how.logLevel()).u32(28, LOG).pointer(32, log);
            }
            Answer<Long> answer = attributes.call(Attributes.Command.PROG_LOAD);
            String said = how.logLevel() == 0 ? "" : log.getString(0, StandardCharsets.UTF_8);
            return switch (answer) {
                case Answer.Done<Long>(Long fd) -> new Answer.Done<>(new KernelProgram(fd, how.hook(), said));
                case Answer.Refused<Long>(int errno, String none) -> new Answer.Refused<>(errno, said);
            };
        }
    }
}
