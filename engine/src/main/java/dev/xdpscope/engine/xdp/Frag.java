package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;

/**
 * A view of one {@code skb_frag_t}: a part of a packet that lies in a page of its own (include/linux/skbuff.h, 6.12, 16 bytes). A
 * program may access the page only where it holds bytes of the packet.
 *
 * @param address of the structure
 */
public record Frag(Memory memory, long address) {
    public static final int NETMEM = 0;
    public static final int LEN = 8;
    public static final int OFFSET = 12;
    public static final int SIZE = 16;

    /** Address of the page's first byte. */
    public long page() {
        return memory.load(address + NETMEM, 8, true);
    }

    /** Bytes. */
    public int length() {
        return (int) memory.load(address + LEN, 4, true);
    }

    /** Where in the page they begin. */
    public int offset() {
        return (int) memory.load(address + OFFSET, 4, true);
    }

    /** Address of the first byte. */
    public long data() {
        return page() + offset();
    }

    void fill(long page, int offset, int length) {
        memory.store(address + NETMEM, 8, page, true);
        move(offset, length);
    }

    /** Makes it another part of its page. */
    void move(int offset, int length) {
        memory.store(address + LEN, 4, length, true);
        memory.store(address + OFFSET, 4, offset, true);
        bound(offset, length);
    }

    /** Gives the page back: a program has no access to it any more. */
    void release() {
        bound(0, 0);
    }

    private void bound(int offset, int length) {
        memory.region(page()).filter(r -> r.spec().kind() == Region.Kind.PACKET)
                .filter(r -> offset >= 0 && length >= 0 && offset <= r.size() - length)
                .ifPresent(r -> r.bound(offset, offset + length));
    }
}
