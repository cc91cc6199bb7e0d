package dev.xdpscope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What the kernel tells of a map or program: {@code struct bpf_map_info}, {@code struct bpf_prog_info}, by offset. */
record Info(byte[] bytes) {
    /** The kernel's number of the map or program. */
    static final int ID = 4;

    private static final int MAP = 8;
    private static final int PROGRAM = 40;
    private static final int XLATED_LENGTH = 20;
    private static final int XLATED_INSNS = 32;

    static Info map(int fd) {
        return of(fd, new byte[MAP]);
    }

    static Info program(int fd) {
        return of(fd, new byte[PROGRAM]);
    }

    /** The instructions of a program as the verifier left them; none if the kernel does not show them to this process. */
    static byte[] translated(int fd) {
        int length = program(fd).u32(XLATED_LENGTH);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment code = arena.allocate(Math.max(1, length));
            byte[] wanted = ByteBuffer.allocate(PROGRAM).order(ByteOrder.LITTLE_ENDIAN).putInt(XLATED_LENGTH, length)
                    .putLong(XLATED_INSNS, code.address()).array();
            boolean shown = ByteBuffer.wrap(of(fd, wanted).bytes).order(ByteOrder.LITTLE_ENDIAN)
                    .getLong(XLATED_INSNS) != 0;
            return shown ? Arrays.copyOf(code.toArray(ValueLayout.JAVA_BYTE), length) : new byte[0];
        }
    }

    private static Info of(int fd, byte[] wanted) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena);
            MemorySegment info = attributes.room(wanted.length);
            MemorySegment.copy(wanted, 0, info, ValueLayout.JAVA_BYTE, 0, wanted.length);
            attributes.u32(0, fd).u32(4, wanted.length).pointer(8, info)
                    .call(Attributes.Command.OBJ_GET_INFO_BY_FD).value("information by descriptor");
            return new Info(info.asSlice(0, wanted.length).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    int u32(int offset) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }
}
