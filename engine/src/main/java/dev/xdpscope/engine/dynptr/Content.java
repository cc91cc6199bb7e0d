package dev.xdpscope.engine.dynptr;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.xdp.PacketBytes;
import dev.xdpscope.engine.xdp.XdpBuff;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What a dynptr describes: {@code __bpf_dynptr_read()}, {@code __bpf_dynptr_write()}, {@code bpf_dynptr_data()} and
 * {@code bpf_dynptr_slice()} (kernel/bpf/helpers.c, 6.12 and 6.18). Offsets, lengths and sizes are unsigned 32 bits.
 *
 * @param kernel whether kernel code owns the memory on the other side
 */
record Content(Dynptr dynptr, boolean kernel) {
    /** What is copied or filled at a time where memory is not in one piece. */
    private static final int CHUNK = 256;

    /** @throws AccessException if argument {@code number} points to no dynptr */
    static Content of(Caller c, int number) {
        return new Content(Dynptr.of(c, number), c.fromKernel());
    }

    private Memory memory() {
        return dynptr.memory();
    }

    private boolean packet() {
        return dynptr.type() == Dynptr.Type.XDP;
    }

    private PacketBytes bytes() {
        return new XdpBuff(memory(), dynptr.data()).packet();
    }

    /** Copies to {@code to}: 0 or a negative errno. */
    long read(long to, long length, long at, long flags) {
        if (dynptr.isNull() || flags != 0) {
            return Errno.EINVAL.negative();
        }
        long error = refused(at, length);
        if (error == 0 && packet()) {
            bytes().load(dynptr.offset() + at, (int) length, to, kernel);
        } else if (error == 0) {
            memory().write(to, memory().read(address(at), (int) length, kernel), kernel);
        }
        return error;
    }

    /** Copies from {@code from}: 0 or a negative errno. */
    long write(long at, long from, long length, long flags) {
        if (dynptr.isNull() || dynptr.isReadOnly()) {
            return Errno.EINVAL.negative();
        }
        long outside = dynptr.check(at, length);
        if (outside != 0) {
            return outside;
        }
        long error = flags != 0 ? Errno.EINVAL.negative() : refused(at, length);
        if (error == 0 && packet()) {
            bytes().store(dynptr.offset() + at, (int) length, from, kernel);
        } else if (error == 0) {
            memory().write(address(at), memory().read(from, (int) length, kernel), kernel);
        }
        return error;
    }

    private long refused(long at, long length) {
        long outside = dynptr.check(at, length);
        return outside == 0 && packet() ? bytes().check(dynptr.offset() + at, length) : outside;
    }

    private long address(long at) {
        return dynptr.data() + dynptr.offset() + at;
    }

    /** The address of a part; 0 if there is none, and always for a packet. */
    long direct(long at, long length) {
        boolean there = !dynptr.isNull() && dynptr.check(at, length) == 0 && !dynptr.isReadOnly() && !packet();
        return there ? address(at) : 0;
    }

    /**
     * The address of a part to read; that of {@code buffer}, with a copy in it, if it does not lie in one piece.
     *
     * @param buffer 0 if there is none
     * @return 0 if there is no such part, or a buffer is needed and there is none
     */
    long slice(long at, long buffer, long length) {
        if (dynptr.isNull() || dynptr.check(at, length) != 0) {
            return 0;
        }
        if (!packet()) {
            return address(at);
        }
        long from = dynptr.offset() + at;
        OptionalLong whole = bytes().check(from, length) == 0 ? bytes().within(from, length)
                : OptionalLong.empty();
        if (whole.isEmpty() && buffer != 0) {
            bytes().load(from, (int) length, buffer, kernel);
        }
        return whole.orElse(buffer);
    }

    /** The same to read and write. */
    long writableSlice(long at, long buffer, long length) {
        return dynptr.isNull() || dynptr.isReadOnly() ? 0 : slice(at, buffer, length);
    }

    /** {@code bpf_dynptr_copy()}: 0 or a negative errno. What is not in one piece on either side goes through a small buffer. */
    long copyTo(Content to, long toAt, long at, long length) {
        long source = slice(at, 0, length);
        if (source != 0) {
            return to.write(toAt, source, length, 0);
        }
        long destination = to.writableSlice(toAt, 0, length);
        if (destination != 0) {
            return read(destination, length, at, 0);
        }
        if (to.dynptr.check(toAt, length) != 0 || dynptr.check(at, length) != 0) {
            return Errno.E2BIG.negative();
        }
        long error = 0;
        for (long done = 0; done < length && error == 0; done += CHUNK) {
            int n = (int) Math.min(CHUNK, length - done);
            error = dynptr.isNull() ? Errno.EINVAL.negative() : refused(at + done, n);
            if (error == 0) {
                error = to.put(toAt + done, bytes().read(dynptr.offset() + at + done, n));
            }
        }
        return error;
    }

    /** {@code bpf_dynptr_memset()}: 0 or a negative errno. */
    long fill(long at, long length, byte value) {
        long whole = writableSlice(at, 0, length);
        if (whole != 0) {
            memory().write(whole, filled((int) length, value), kernel);
            return 0;
        }
        long error = dynptr.isReadOnly() ? Errno.EINVAL.negative() : dynptr.check(at, length);
        for (long done = 0; done < length && error == 0; done += CHUNK) {
            error = put(at + done, filled((int) Math.min(CHUNK, length - done), value));
        }
        return error;
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    /** Writes bytes of the kernel's to a part of a packet. */
    private long put(long at, byte[] bytes) {
        long error = dynptr.isNull() || dynptr.isReadOnly() ? Errno.EINVAL.negative() : refused(at, bytes.length);
        if (error == 0) {
            bytes().write(dynptr.offset() + at, bytes);
        }
        return error;
    }
}
