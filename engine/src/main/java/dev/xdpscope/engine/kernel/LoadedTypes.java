package dev.xdpscope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** A program's types in the kernel. Maps and programs that were made with them keep them when this is closed. */
final class LoadedTypes extends Handle {
    private static final int LOG = 1 << 16;

    private final ProgramTypes types;

    private LoadedTypes(long fd, ProgramTypes types) {
        super(fd);
        this.types = types;
    }

    static Answer<LoadedTypes> load(ProgramTypes types) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena);
            MemorySegment log = attributes.room(LOG);
            Answer<Long> answer = attributes.pointer(0, types.bytes()).pointer(8, log).u32(16, types.bytes().length)
                    .u32(20, LOG).u32(24, 1).call(Attributes.Command.BTF_LOAD);
            return switch (answer) {
                case Answer.Done<Long>(Long fd) -> new Answer.Done<>(new LoadedTypes(fd, types));
                case Answer.Refused<Long>(int errno, String none) ->
                        new Answer.Refused<>(errno, log.getString(0, StandardCharsets.UTF_8));
            };
        }
    }

    ProgramTypes types() {
        return types;
    }
}
