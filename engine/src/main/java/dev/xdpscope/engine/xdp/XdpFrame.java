package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.memory.Memory;

/**
 * A view of a {@code struct xdp_frame} in memory (include/net/xdp.h, 6.12, x86-64: 40 bytes; since 6.18 {@code len} and
 * {@code headroom} have 4 bytes and only the memory type is kept). It lies at the beginning of the packet's buffer and is all
 * that is known of a packet after it has left its driver by redirect.
 *
 * @param address of the structure
 */
public record XdpFrame(Memory memory, long address) {
    public static final int DATA = 0;
    public static final int LEN = 8;
    public static final int HEADROOM = 10;
    public static final int METASIZE = 12;
    public static final int MEM = 16;
    public static final int DEV_RX = 24;
    public static final int FRAME_SZ = 32;
    public static final int FLAGS = 36;
    public static final int SIZE = XdpBuff.FRAME_ROOM;

    /** {@code enum xdp_mem_type}: of a page pool, and a whole page. */
    private static final int MEM_TYPE_PAGE_POOL = 2;

    private static final int MEM_TYPE_PAGE_ORDER0 = 1;

    /** Address of the packet's first byte. */
    public long data() {
        return memory.load(address + DATA, 8, true);
    }

    /** Bytes of the packet in this buffer. */
    public int len() {
        return (int) memory.load(address + LEN, 2, true);
    }

    /** What stands at the end of the buffer. */
    public SharedInfo shared() {
        return new SharedInfo(memory, data() - headroom() - SIZE + frameSize() - XdpBuff.SHARED_INFO);
    }

    /** In how many more buffers the packet lies. */
    public int frags() {
        return (flags() & XdpBuff.HAS_FRAGS) == 0 ? 0 : shared().count();
    }

    /** Bytes of the packet: {@code xdp_get_frame_len()}. */
    public int length() {
        return packet().length();
    }

    /** The whole packet, without metadata. */
    public PacketBytes packet() {
        return new PacketBytes(memory, data(), len(), shared(), frags());
    }

    /** Bytes between this structure and the packet, metadata included. */
    public int headroom() {
        return (int) memory.load(address + HEADROOM, 2, true);
    }

    /** Bytes of metadata in front of the packet. */
    public int metasize() {
        return (int) memory.load(address + METASIZE, 4, true);
    }

    /** Bytes of the whole buffer. */
    public int frameSize() {
        return (int) memory.load(address + FRAME_SZ, 4, true);
    }

    /** Bits of {@code enum xdp_buff_flags}, and those of {@link StoredHints}. */
    public long flags() {
        return memory.load(address + FLAGS, 4, true);
    }

    /** Address of the receiving {@code net_device}; 0 before a cpumap has taken the frame. */
    public long devRx() {
        return memory.load(address + DEV_RX, 8, true);
    }

    public void devRx(long device) {
        memory.store(address + DEV_RX, 8, device, true);
    }

    /**
     * Writes the frame of a buffer that leaves its driver to the beginning of the buffer: {@code xdp_convert_buff_to_frame()}
     * for a buffer that is no AF_XDP zero-copy one.
     *
     * @return false, with nothing written, if the headroom is too small for it: the kernel's -ENOSPC
     */
    public static boolean convert(XdpBuff xdp) {
        XdpFrame frame = new XdpFrame(xdp.memory(), xdp.hardStart());
        boolean fits = frame.update(xdp);
        if (fits) {
            xdp.memory().store(frame.address + MEM, 8, MEM_TYPE_PAGE_POOL, true);
            frame.devRx(0);
        }
        return fits;
    }

    /**
     * Copies metadata and packet of an AF_XDP zero-copy buffer to a page, a frame in front of them:
     * {@code xdp_convert_zc_to_xdp_frame()} (net/core/xdp.c). The page has no other headroom.
     *
     * @return false, with nothing written, if they do not fit
     */
    public static boolean copy(XdpBuff xdp, long page) {
        int metasize = xdp.metaLength();
        byte[] packet = xdp.bytes(xdp.data() - metasize, xdp.dataEnd());
        if (SIZE + packet.length > Memory.PAGE - XdpBuff.SHARED_INFO) {
            return false;
        }
        Memory memory = xdp.memory();
        memory.clear(page, SIZE, true);
        memory.write(page + SIZE, packet, true);
        memory.store(page + DATA, 8, page + SIZE + metasize, true);
        memory.store(page + LEN, 2, packet.length - metasize, true);
        memory.store(page + HEADROOM, 2, metasize, true);
        memory.store(page + METASIZE, 4, metasize, true);
        memory.store(page + FRAME_SZ, 4, Memory.PAGE, true);
        memory.store(page + MEM, 4, MEM_TYPE_PAGE_ORDER0, true);
        return true;
    }

    /** Takes over where a program has moved the packet's ends: {@code xdp_update_frame_from_buff()}; false as {@link #convert}. */
    public boolean update(XdpBuff xdp) {
        long headroom = xdp.data() - xdp.hardStart();
        if (headroom - xdp.metaLength() < StoredHints.frameRoom(xdp.flags()) || xdp.dataEnd() > xdp.hardEnd()) {
            return false;
        }
        memory.store(address + DATA, 8, xdp.data(), true);
        memory.store(address + LEN, 2, xdp.dataEnd() - xdp.data(), true);
        memory.store(address + HEADROOM, 2, headroom - SIZE, true);
        memory.store(address + METASIZE, 4, xdp.metaLength(), true);
        memory.store(address + FRAME_SZ, 4, xdp.frameSize(), true);
        memory.store(address + FLAGS, 4, memory.load(xdp.address() + XdpBuff.FLAGS, 4, true), true);
        return true;
    }

    /** Fills an xdp_buff for the next program: {@code xdp_convert_frame_to_buff()}. Queues are the caller's to set. */
    public void restore(XdpBuff to) {
        long base = to.address();
        memory.store(base + XdpBuff.DATA_HARD_START, 8, data() - headroom() - SIZE, true);
        memory.store(base + XdpBuff.FRAME_SZ, 4, frameSize(), true);
        memory.store(base + XdpBuff.FLAGS, 4, memory.load(address + FLAGS, 4, true), true);
        to.point(data() - metasize(), data(), data() + len());
    }
}
