package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.TestBench;
import dev.xdpscope.engine.TestProgram;
import dev.xdpscope.engine.call.Calls;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Program;
import java.util.Arrays;

/** A received packet with its xdp_buff, and a program to run on it. */
public final class XdpBench {
    private static final int FRAME = 4096;

    private final TestBench bench;
    private final Region packet;
    private final XdpBuff xdp;

    /**
     * @param headroom bytes in front of the packet
     * @param length of the packet, whose byte i is i + 1
     */
    public XdpBench(Program program, int headroom, int length) {
        this(program, headroom, numbered(length));
    }

    /** What does not fit into the first buffer lies in frags of a page each, as in the kernel's BPF_PROG_TEST_RUN. */
    public XdpBench(Program program, int headroom, byte[] bytes) {
        this(program, TestBench.helpers(), headroom, bytes);
    }

    /** The same with other helpers. */
    public XdpBench(Program program, Calls calls, int headroom, byte[] bytes) {
        bench = TestBench.of(program, calls);
        packet = bench.region(Region.Spec.of(Region.Kind.PACKET, "rx 0", FRAME, "").writable());
        Region context = bench.region(Region.Spec.of(Region.Kind.KERNEL, "xdp_buff", XdpBuff.SIZE, "xdp_buff"));
        Region rxq = bench.region(Region.Spec.of(Region.Kind.KERNEL, "rxq", 64, "xdp_rxq_info"));
        Region txq = bench.region(Region.Spec.of(Region.Kind.KERNEL, "txq", 64, "xdp_txq_info"));
        Region in = bench.region(Region.Spec.of(Region.Kind.KERNEL, "eth0", 512, "net_device"));
        Region out = bench.region(Region.Spec.of(Region.Kind.KERNEL, "eth1", 512, "net_device"));
        in.write(XdpBuff.NET_DEVICE_IFINDEX, 4, 3);
        out.write(XdpBuff.NET_DEVICE_IFINDEX, 4, 4);
        rxq.write(XdpBuff.RXQ_DEV, 8, in.address(0));
        rxq.write(XdpBuff.RXQ_QUEUE_INDEX, 4, 5);
        txq.write(0, 8, out.address(0));
        context.write(XdpBuff.DATA_HARD_START, 8, packet.address(0));
        context.write(XdpBuff.RXQ, 8, rxq.address(0));
        context.write(XdpBuff.TXQ, 8, txq.address(0));
        context.write(XdpBuff.FRAME_SZ, 4, FRAME);
        rxq.write(XdpBuff.RXQ_FRAG_SIZE, 4, FRAME);
        xdp = new XdpBuff(bench.memory(), context.address(0));
        int linear = Math.min(bytes.length, FRAME - headroom - XdpBuff.SHARED_INFO);
        packet.put(headroom, Arrays.copyOf(bytes, linear));
        long data = packet.address(headroom);
        xdp.point(data, data, data + linear);
        for (int at = linear; at < bytes.length; at += FRAME) {
            Region page = bench.region(Region.Spec.of(Region.Kind.PACKET, "frag", FRAME, "").writable());
            int n = Math.min(FRAME, bytes.length - at);
            page.put(0, Arrays.copyOfRange(bytes, at, at + n));
            xdp.add(page.address(0), 0, n);
        }
    }

    private static byte[] numbered(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }

    /** A program that calls {@code helper} with the context, r2 to r5 as they are passed, and returns its result. */
    static XdpBench calling(String helper, int headroom, int length) {
        return new XdpBench(TestProgram.of("call " + helper + "\nexit"), headroom, length);
    }

    long call(long... arguments) {
        long[] all = new long[arguments.length + 1];
        all[0] = xdp.address();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return bench.r0(all);
    }

    public TestBench bench() {
        return bench;
    }

    public Region packet() {
        return packet;
    }

    public XdpBuff xdp() {
        return xdp;
    }

    /** Offsets in the buffer of data_meta, data and data_end. */
    String pointers() {
        return Memory.offset(xdp.dataMeta()) + " " + Memory.offset(xdp.data()) + " " + Memory.offset(xdp.dataEnd());
    }
}
