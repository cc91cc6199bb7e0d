package dev.xdpscope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@code union bpf_attr}: what a command of bpf(2) is given, by offset. Fields that are not set are 0. */
final class Attributes {
    /** More than any kernel's, of which what it does not know must be 0. */
    private static final long SIZE = 168;

    private final Arena arena;
    private final MemorySegment bytes;

    Attributes(Arena arena) {
        this.arena = arena;
        bytes = arena.allocate(SIZE, Long.BYTES);
    }

    Attributes u32(long offset, long value) {
        bytes.set(ValueLayout.JAVA_INT, offset, (int) value);
        return this;
    }

    Attributes u64(long offset, long value) {
        bytes.set(ValueLayout.JAVA_LONG, offset, value);
        return this;
    }

    /** The address of memory, which has to belong to the same arena. */
    Attributes pointer(long offset, MemorySegment to) {
        return u64(offset, to.address());
    }

    /** The address of a copy of {@code data}; of nothing if that is empty. */
    Attributes pointer(long offset, byte[] data) {
        return data.length == 0 ? this : pointer(offset, copy(data));
    }

    /** A name of at most 15 bytes; what a kernel does not accept in names becomes an underscore. */
    Attributes name(long offset, String name) {
        String accepted = name.replaceAll("[^A-Za-z0-9_.]", "_");
        for (int i = 0; i < Math.min(15, accepted.length()); i++) {
            bytes.set(ValueLayout.JAVA_BYTE, offset + i, (byte) accepted.charAt(i));
        }
        return this;
    }

    int u32(long offset) {
        return bytes.get(ValueLayout.JAVA_INT, offset);
    }

    MemorySegment room(long size) {
        return arena.allocate(Math.max(1, size), Long.BYTES);
    }

    private MemorySegment copy(byte[] data) {
        MemorySegment to = room(data.length);
        MemorySegment.copy(data, 0, to, ValueLayout.JAVA_BYTE, 0, data.length);
        return to;
    }

    /** Does the command. */
    Answer<Long> call(Command command) {
        return Libc.syscall(Libc.bpf().orElseThrow(), command.number(), bytes.address(), SIZE);
    }

    /** The commands of bpf(2) that are used: {@code enum bpf_cmd}. */
    enum Command {
        MAP_CREATE(0),
        MAP_LOOKUP_ELEM(1),
        MAP_UPDATE_ELEM(2),
        MAP_GET_NEXT_KEY(4),
        PROG_LOAD(5),
        PROG_TEST_RUN(10),
        OBJ_GET_INFO_BY_FD(15),
        BTF_LOAD(18),
        MAP_LOOKUP_AND_DELETE_ELEM(21),
        MAP_FREEZE(22),
        LINK_CREATE(28);

        private final int number;

        Command(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
