package dev.xdpscope.engine.dynptr;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.call.Caller;
import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;

/**
 * A view of a {@code struct bpf_dynptr_kern} on a program's stack (include/linux/bpf.h, 6.12 and 6.18, 16 bytes): a pointer, of
 * which 0 makes it a null dynptr; 32 bits with the size in 23:0, the type in 30:28 and whether it is read-only in 31; 32 bits of
 * offset from that pointer. For a packet the pointer is the xdp_buff's.
 *
 * @param address of the structure
 * @param kernel whether kernel code owns the stack
 */
record Dynptr(Memory memory, long address, boolean kernel) {
    static final int DATA = 0;
    static final int SIZE = 8;
    static final int OFFSET = 12;
    static final int BYTES = 16;

    /** DYNPTR_MAX_SIZE. */
    static final int LARGEST = 0xffffff;

    private static final int TYPE_SHIFT = 28;
    private static final long READ_ONLY = 1L << 31;

    /** {@code enum bpf_dynptr_type}, in its order. Dynptrs of sk_buffs are not made here. */
    enum Type {
        INVALID,
        LOCAL,
        RINGBUF,
        SKB,
        XDP
    }

    /**
     * The place for a dynptr that argument {@code number} points to.
     *
     * @throws AccessException if there cannot be one: the verifier wants it on the stack, at a multiple of 8
     */
    static Dynptr place(Caller c, int number) {
        long at = c.argument(number);
        boolean stack = c.memory().region(at).filter(r -> r.spec().kind() == Region.Kind.STACK).isPresent();
        if (!stack || at % Long.BYTES != 0) {
            throw new AccessException(at, BYTES, false, "r" + number + " points to no place for a dynptr",
                    "16 bytes of the program's stack, at a multiple of 8");
        }
        c.memory().permit(at, BYTES, true, c.fromKernel());
        return new Dynptr(c.memory(), at, c.fromKernel());
    }

    /**
     * The dynptr that argument {@code number} points to.
     *
     * @throws AccessException if what lies there is none
     */
    static Dynptr of(Caller c, int number) {
        Dynptr dynptr = place(c, number);
        boolean known = dynptr.isNull() ? dynptr.word() == 0
                : dynptr.type() != Type.INVALID && dynptr.type() != Type.SKB
                        && c.memory().region(dynptr.data()).isPresent();
        if (!known) {
            throw new AccessException(dynptr.address, BYTES, false, "r" + number + " points to no initialized dynptr",
                    "one that bpf_dynptr_from_mem, bpf_ringbuf_reserve_dynptr or bpf_dynptr_from_xdp has made and "
                            + "nothing has overwritten");
        }
        return dynptr;
    }

    void init(long data, Type type, long size) {
        memory.store(address + DATA, 8, data, kernel);
        memory.store(address + SIZE, 4, size | (long) type.ordinal() << TYPE_SHIFT, kernel);
        memory.store(address + OFFSET, 4, 0, kernel);
    }

    /** Makes it a null dynptr. */
    void clear() {
        memory.clear(address, BYTES, kernel);
    }

    void copyTo(Dynptr other) {
        memory.write(other.address, memory.read(address, BYTES, kernel), kernel);
    }

    boolean isNull() {
        return data() == 0;
    }

    long data() {
        return memory.load(address + DATA, 8, kernel);
    }

    private long word() {
        return memory.load(address + SIZE, 4, kernel);
    }

    /** INVALID for a number that is none's. */
    Type type() {
        int number = (int) (word() >>> TYPE_SHIFT) & 7;
        return number < Type.values().length ? Type.values()[number] : Type.INVALID;
    }

    boolean isReadOnly() {
        return (word() & READ_ONLY) != 0;
    }

    long size() {
        return word() & LARGEST;
    }

    long offset() {
        return memory.load(address + OFFSET, 4, kernel);
    }

    /** Makes it a part of what it was, from {@code start} up to {@code end}. */
    void narrow(long start, long end) {
        memory.store(address + OFFSET, 4, offset() + start, kernel);
        memory.store(address + SIZE, 4, word() & ~(long) LARGEST | end - start, kernel);
    }

    /** {@code bpf_dynptr_check_off_len()}. */
    long check(long at, long length) {
        return length > size() || at > size() - length ? Errno.E2BIG.negative() : 0;
    }
}
