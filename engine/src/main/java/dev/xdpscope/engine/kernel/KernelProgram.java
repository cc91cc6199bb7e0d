package dev.xdpscope.engine.kernel;

import dev.xdpscope.engine.isa.Decoder;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.problem.Place;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/** A program in the kernel. */
public final class KernelProgram extends Handle {
    /** {@code struct bpf_prog_info} up to its {@code xlated_prog_insns}. */
    private static final int INFO = 40;

    private static final int XLATED_LENGTH = 20;
    private static final int XLATED_INSNS = 32;

    /** Room for what a program adds to the data it is given. */
    private static final int GROWTH = 1 << 13;

    private final Loading.Hook hook;
    private final String log;

    KernelProgram(long fd, Loading.Hook hook, String log) {
        super(fd);
        this.hook = hook;
        this.log = log;
    }

    /** The verifier's words; empty unless they were asked for. */
    public String log() {
        return log;
    }

    /**
     * What a run gave.
     *
     * @param result the program's verdict
     * @param data the packet afterwards, metadata in front of it included
     */
    public record Run(int result, byte[] data) {}

    /** Runs the program once on a packet: {@code BPF_PROG_TEST_RUN}. Programs bound to a device cannot be run so. */
    public Answer<Run> run(byte[] packet) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena);
            MemorySegment out = attributes.room(packet.length + GROWTH);
            return attributes.u32(0, fd()).u32(8, packet.length).u32(12, out.byteSize()).pointer(16, packet)
                    .pointer(24, out).u32(32, 1).call(Attributes.Command.PROG_TEST_RUN)
                    .map(done -> new Run(attributes.u32(4),
                            Arrays.copyOf(out.toArray(ValueLayout.JAVA_BYTE), attributes.u32(12))));
        }
    }

    /**
     * Attaches the program to a device, at the hook it was loaded for. The device is one of the calling thread's network namespace. It is detached
     * when the link is closed.
     */
    public Answer<Handle> attach(int ifindex) {
        try (Arena arena = Arena.ofConfined()) {
            return new Attributes(arena).u32(0, fd()).u32(4, ifindex).u32(8, hook.attachType())
                    .u32(12, hook.linkFlags()).call(Attributes.Command.LINK_CREATE).map(Handle::new);
        }
    }

    /** The instructions as the verifier left them; none if the kernel does not show them to this process. */
    public List<Insn> translated() {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena).u32(0, fd()).u32(4, INFO);
            MemorySegment info = attributes.room(INFO);
            attributes.pointer(8, info).call(Attributes.Command.OBJ_GET_INFO_BY_FD).value("program information");
            int length = info.get(ValueLayout.JAVA_INT, XLATED_LENGTH);
            MemorySegment code = attributes.room(length);
            info.fill((byte) 0).set(ValueLayout.JAVA_INT, XLATED_LENGTH, length);
            info.set(ValueLayout.JAVA_LONG, XLATED_INSNS, code.address());
            attributes.call(Attributes.Command.OBJ_GET_INFO_BY_FD).value("program information");
            return info.get(ValueLayout.JAVA_LONG, XLATED_INSNS) == 0 || length == 0 ? List.of()
                    : Decoder.decodeUnchecked(Arrays.copyOf(code.toArray(ValueLayout.JAVA_BYTE), length),
                            Place.NOWHERE);
        }
    }
}
