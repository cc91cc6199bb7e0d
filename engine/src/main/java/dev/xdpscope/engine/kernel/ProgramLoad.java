package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.program.ProgramFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code BPF_PROG_LOAD}. */
record ProgramLoad(String name, byte[] code, List<ProgramFunction> functions, LoadRequest how,
        Optional<LoadedTypes> types) {
    private static final int LOG = 1 << 24;
    private static final int SLOT = 8;

    /** {@code struct bpf_func_info}: the function's first instruction and its type. */
    private static final int FUNCTION = 8;

    /** Loads quietly, for words cost time, and once more for the words if that is refused. */
    Answer<KernelProgram> load() {
        Answer<KernelProgram> quiet = load(how);
        boolean silent = quiet instanceof Answer.Refused<KernelProgram>(int errno, String none)
                && how.logLevel() == 0 && errno != Errno.EPERM.number();
        return silent ? load(how.withLog(1)) : quiet;
    }

    private Answer<KernelProgram> load(LoadRequest with) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena);
            MemorySegment log = attributes.room(with.logLevel() == 0 ? 1 : LOG);
            MemorySegment license = arena.allocateFrom(with.license());
            attributes.u32(0, with.hook().programType()).u32(4, code.length / SLOT).pointer(8, code)
                    .pointer(16, license).u32(44, with.flags()).name(48, name).u32(64, with.ifindex())
                    .u32(68, with.hook().attachType());
            if (with.logLevel() != 0) {
                attributes.u32(24, with.logLevel()).u32(28, LOG).pointer(32, log);
            }
            types.ifPresent(t -> attributes.u32(72, t.fd()).u32(76, FUNCTION).pointer(80, functionTypes(t.types()))
                    .u32(88, functions.size()));
            Answer<Long> answer = attributes.call(Attributes.Command.PROG_LOAD);
            String said = with.logLevel() == 0 ? "" : log.getString(0, StandardCharsets.UTF_8);
            return switch (answer) {
                case Answer.Done<Long>(Long fd) -> new Answer.Done<>(new KernelProgram(fd, with.hook(), said));
                case Answer.Refused<Long>(int errno, String none) -> new Answer.Refused<>(errno, said);
            };
        }
    }

    private byte[] functionTypes(ProgramTypes of) {
        ByteBuffer info = ByteBuffer.allocate(functions.size() * FUNCTION).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < functions.size(); i++) {
            info.putInt(functions.get(i).start()).putInt(of.functions().get(i));
        }
        return info.array();
    }
}
