package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.memory.Memory;

/**
 * A view of the {@code struct skb_shared_info} at the end of a packet's first buffer: which further buffers the packet lies in
 * (include/linux/skbuff.h, 6.12, x86-64 with CONFIG_MAX_SKB_FRAGS at its default of 17; since 6.18 {@code xdp_frags_size} lies 4
 * bytes further on). It has a meaning only while the flag {@link XdpBuff#HAS_FRAGS} is set.
 *
 * @param address of the structure
 */
public record SharedInfo(Memory memory, long address) {
    public static final int NR_FRAGS = 2;
    public static final int XDP_FRAGS_SIZE = 36;
    public static final int FRAGS = 48;

    /** MAX_SKB_FRAGS. */
    public static final int MAX_FRAGS = 17;

    /** How many frags there are. */
    public int count() {
        return (int) memory.load(address + NR_FRAGS, 1, true);
    }

    /** Bytes of the packet in all of them. */
    public int size() {
        return (int) memory.load(address + XDP_FRAGS_SIZE, 4, true);
    }

    public Frag frag(int index) {
        return new Frag(memory, address + FRAGS + (long) index * Frag.SIZE);
    }

    /** Makes it say that there are none. */
    public void clear() {
        set(0, 0);
    }

    /**
     * Adds a frag, as {@code xdp_buff_add_frag()} does for a page of its own.
     *
     * @param page address of the page's first byte
     * @param offset of the frag in the page
     * @param length bytes
     */
    public void add(long page, int offset, int length) {
        int index = count();
        frag(index).fill(page, offset, length);
        set(index + 1, size() + length);
    }

    /** Sets how many frags there are, and the bytes of the packet in them. */
    void set(int count, int size) {
        memory.store(address + NR_FRAGS, 1, count, true);
        memory.store(address + XDP_FRAGS_SIZE, 4, size, true);
    }

    /** Forgets the first {@code n} frags: the others move to the front. */
    void dropFirst(int n) {
        int rest = count() - n;
        memory.move(frag(n).address(), frag(0).address(), rest * Frag.SIZE, true);
        set(rest, size());
    }
}
