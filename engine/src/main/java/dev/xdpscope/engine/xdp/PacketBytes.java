package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.Memory;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The bytes of a packet, whichever of its buffers they lie in: {@code bpf_xdp_pointer()} and {@code bpf_xdp_copy_buf()}
 * (net/core/filter.c, 6.12 and 6.18). Offsets count from the packet's first byte.
 *
 * @param data address of that byte
 * @param linear bytes in the first buffer
 * @param shared where the others are told
 * @param frags how many others there are
 */
public record PacketBytes(Memory memory, long data, int linear, SharedInfo shared, int frags) {

    /** Offsets and lengths that helpers of XDP take. */
    private static final int LARGEST = 0xffff;

    /** Sees one piece of a range that lies in one buffer: where it lies, where in the range it is, and how long it is. */
    @FunctionalInterface
    private interface Piece {
        void at(long address, int from, int length);
    }

    /** How many there are. */
    public int length() {
        return frags == 0 ? linear : linear + shared.size();
    }

    /** 0, or the error of a range (both ends unsigned 32 bits) that no helper of XDP takes. */
    public long check(long offset, long length) {
        if (offset > LARGEST || length > LARGEST) {
            return Errno.EFAULT.negative();
        }
        return offset + length > length() ? Errno.EINVAL.negative() : 0;
    }

    /** The address of a range that has passed {@link #check}; empty if it crosses from one buffer into the next. */
    public OptionalLong within(long offset, long length) {
        long start = data;
        long size = linear;
        long at = offset;
        if (at >= size) {
            at -= size;
            for (int i = 0; i < frags; i++) {
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

    /** All of them. */
    public byte[] read() {
        return read(0, length());
    }

    /** A copy of a range, shorter if the packet ends before it does. */
    public byte[] read(long offset, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces(offset, length, (address, from, n) -> out.writeBytes(memory.read(address, n, true)));
        return out.toByteArray();
    }

    /** Overwrites a range, as far as the packet goes. */
    public void write(long offset, byte[] bytes) {
        pieces(offset, bytes.length,
                (address, from, n) -> memory.write(address, Arrays.copyOfRange(bytes, from, from + n), true));
    }

    /**
     * Copies a range into other memory, as far as the packet goes.
     *
     * @param kernel whether kernel code owns that memory
     */
    public void load(long offset, int length, long to, boolean kernel) {
        memory.permit(to, length, true, kernel);
        pieces(offset, length,
                (address, from, n) -> memory.write(to + from, memory.read(address, n, true), kernel));
    }

    /** Copies other memory over a range, as far as the packet goes; see {@link #load}. */
    public void store(long offset, int length, long from, boolean kernel) {
        memory.permit(from, length, false, kernel);
        pieces(offset, length,
                (address, at, n) -> memory.write(address, memory.read(from + at, n, kernel), true));
    }

    private void pieces(long offset, int length, Piece piece) {
        int done = 0;
        long start = 0;
        for (int i = 0; i <= frags && done < length; i++) {
            long address = i == 0 ? data : shared.frag(i - 1).data();
            long size = i == 0 ? linear : shared.frag(i - 1).length();
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
