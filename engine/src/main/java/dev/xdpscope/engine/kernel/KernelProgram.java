package dev.xdpscope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** A program in the kernel. */
public final class KernelProgram extends Handle {
    /** Room for what a program adds to the data it is given. */
    private static final int GROWTH = 1 << 13;

    /** {@code sizeof(struct xdp_md)}, and where its fields are. */
    private static final int MD = 24;
    private static final int MD_DATA = 0;
    private static final int MD_DATA_END = 4;
    private static final int MD_INGRESS_IFINDEX = 12;
    private static final int MD_RX_QUEUE_INDEX = 16;

    private final LoadRequest.Hook hook;
    private final String log;

    KernelProgram(long fd, LoadRequest.Hook hook, String log) {
        super(fd);
        this.hook = hook;
        this.log = log;
    }

    /** The verifier's words; empty unless they were asked for. */
    public String log() {
        return log;
    }

    /** The kernel's number for it. */
    public int id() {
        return Info.program(fd()).u32(Info.ID);
    }

    /**
     * What a run is given.
     *
     * @param data the packet, metadata in front of it included
     * @param metadata bytes of it
     * @param linear bytes that lie in the first buffer, metadata included; a kernel before 6.18 takes as many as fit there
     * @param ifindex of the device it came from, in the calling thread's network namespace; 0 for the loopback device
     * @param queue of that device
     */
    public record Input(byte[] data, int metadata, int linear, int ifindex, int queue) {
        /** What lies in one buffer, if it fits there. */
        public Input(byte[] data, int metadata, int ifindex, int queue) {
            this(data, metadata, data.length, ifindex, queue);
        }

        /** A packet without metadata from queue 0 of the loopback device. */
        public static Input of(byte[] packet) {
            return new Input(packet, 0, 0, 0);
        }
    }

    /**
     * What a run gave.
     *
     * @param result the program's verdict
     * @param data the packet afterwards, metadata in front of it included
     * @param metadata bytes of it
     * @param nanos how long a run took, on average if there were several
     */
    public record Run(int result, byte[] data, int metadata, int nanos) {}

    /** Runs the program once on a packet: {@code BPF_PROG_TEST_RUN}. Programs bound to a device cannot be run so. */
    public Answer<Run> run(byte[] packet) {
        return run(Input.of(packet), 1);
    }

    /**
     * Runs an XDP program some times on the same packet: each round goes on with what the one before it left
     * ({@code bpf_prog_test_run_xdp()}, net/bpf/test_run.c, 6.18).
     */
    public Answer<Run> run(Input input, int rounds) {
        try (Arena arena = Arena.ofConfined()) {
            Attributes attributes = new Attributes(arena);
            MemorySegment out = attributes.room(input.data.length + GROWTH);
            MemorySegment context = attributes.room(MD);
            context.set(ValueLayout.JAVA_INT, MD_DATA, input.metadata);
            context.set(ValueLayout.JAVA_INT, MD_DATA_END, input.linear);
            context.set(ValueLayout.JAVA_INT, MD_INGRESS_IFINDEX, input.ifindex);
            context.set(ValueLayout.JAVA_INT, MD_RX_QUEUE_INDEX, input.queue);
            return attributes.u32(0, fd()).u32(8, input.data.length).u32(12, out.byteSize()).pointer(16, input.data)
                    .pointer(24, out).u32(32, rounds).u32(40, MD).u32(44, MD).pointer(48, context).pointer(56, context)
                    .call(Attributes.Command.PROG_TEST_RUN)
                    .map(done -> new Run(attributes.u32(4),
                            Arrays.copyOf(out.toArray(ValueLayout.JAVA_BYTE), attributes.u32(12)),
                            context.get(ValueLayout.JAVA_INT, MD_DATA), attributes.u32(36)));
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

    /** The instructions as the verifier left them, 8 bytes for each slot; none if the kernel does not show them to this process. */
    public byte[] translated() {
        return Info.translated(fd());
    }
}
