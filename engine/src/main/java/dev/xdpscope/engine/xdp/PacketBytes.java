package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.map.BpfMap;
import dev.xdpscope.engine.memory.Memory;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Bytes of a packet, whichever of its buffers they lie in: {@code bpf_xdp_pointer()} and {@code bpf_xdp_copy_buf()}
 * (net/core/filter.c, 6.12 and 6.18). Offsets count from the packet's first byte.
 */
public final class PacketBytes {
    private static final long EFAULT = -14;

    /** Offsets and lengths that helpers take. */
    private static final int LARGEST = 0xffff;

    private PacketBytes() {}

    /** Looks at one piece of a range that lies in one buffer: where it lies, where in the range it is, and its bytes. */
    @FunctionalInterface
    private interface Piece {
        void at(long address, int from, int length);
    }

    /** 0, or the error of a range (both ends unsigned 32 bits) that no helper takes. */
    public static long check(XdpBuff xdp, long offset, long length) {
        if (offset > LARGEST || length > LARGEST) {
            return EFAULT;
        }
        return offset + length > xdp.length() ? BpfMap.EINVAL : 0;
    }

    /** The address of a range that has passed {@link #check}; empty if it crosses from one buffer into the next. */
    public static OptionalLong within(XdpBuff xdp, long offset, long length) {
        long start = xdp.data();
        long size = xdp.linear();
        long at = offset;
        if (at >= size) {
            at -= size;
            SharedInfo shared = xdp.shared();
            for (int i = 0; i < xdp.frags(); i++) {
                Frag frag = shared.frag(i);
                if (at < frag.length()) {
                    start = frag.data();
                    size = frag.length();
                    break;
                }
                at -= frag.length();
            }
        }
        return at + length <= size ? OptionalLong.of(start + at) : OptionalLong.empty();
    }

    /** A copy of a range, shorter if the packet ends before it does. */
    public static byte[] read(XdpBuff xdp, long offset, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces(xdp, offset, length, (address, from, n) -> out.writeBytes(xdp.memory().read(address, n, true)));
        return out.toByteArray();
    }

    /**
     * Copies a range into other memory, as far as the packet goes.
     *
     * @param kernel whether kernel code owns that memory
     */
    public static void load(XdpBuff xdp, long offset, int length, long to, boolean kernel) {
        Memory memory = xdp.memory();
        memory.permit(to, length, true, kernel);
        pieces(xdp, offset, length,
                (address, from, n) -> memory.write(to + from, memory.read(address, n, true), kernel));
    }

    /** Copies other memory over a range, as far as the packet goes; see {@link #load}. */
    public static void store(XdpBuff xdp, long offset, int length, long from, boolean kernel) {
        Memory memory = xdp.memory();
        memory.permit(from, length, false, kernel);
        pieces(xdp, offset, length,
                (address, at, n) -> memory.write(address, memory.read(from + at, n, kernel), true));
    }

    /** Overwrites a range, as far as the packet goes. */
    public static void write(XdpBuff xdp, long offset, byte[] bytes) {
        pieces(xdp, offset, bytes.length, (address, from, n) -> xdp.memory().write(address,
                Arrays.copyOfRange(bytes, from, from + n), true));
    }

    private static void pieces(XdpBuff xdp, long offset, int length, Piece piece) {
        int done = 0;
        long start = 0;
        int buffers = xdp.frags() + 1;
        for (int i = 0; i < buffers && done < length; i++) {
            long address = i == 0 ? xdp.data() : xdp.shared().frag(i - 1).data();
            long size = i == 0 ? xdp.linear() : xdp.shared().frag(i - 1).length();
            long at = offset + done - start;
            if (at < size) {
                int n = (int) Math.min(length - done, size - at);
                piece.at(address + at, done, n);
                done += n;
            }
            start += size;
        }
    }
}
