package dev.xdpscope.engine.xdp;

import dev.xdpscope.engine.memory.AccessException;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import java.util.Optional;

/**
 * A view of a {@code struct xdp_buff} in memory (include/net/xdp.h, 6.12, x86-64: 56 bytes; a driver's own fields follow
 * it). Reading and writing through the view is kernel access.
 *
 * @param address of the structure
 */
public record XdpBuff(Memory memory, long address) {
    public static final int DATA = 0;
    public static final int DATA_END = 8;
    public static final int DATA_META = 16;
    public static final int DATA_HARD_START = 24;
    public static final int RXQ = 32;
    public static final int TXQ = 40;
    public static final int FRAME_SZ = 48;
    public static final int FLAGS = 52;
    public static final int SIZE = 56;

    /** Bytes in front of a received packet, of which the last hold metadata ({@code XDP_PACKET_HEADROOM}, include/uapi/linux/bpf.h). */
    public static final int PACKET_HEADROOM = 256;

    /** {@code struct xdp_rxq_info}: the device, the queue index, and the memory of frags. */
    public static final int RXQ_DEV = 0;

    public static final int RXQ_QUEUE_INDEX = 8;

    /** Bytes that each frag may grow to, 0 if it may not (6.18; in 6.12 at 28, behind napi_id). */
    public static final int RXQ_FRAG_SIZE = 24;

    /** {@code struct net_device.ifindex}; its offset depends on the kernel's configuration, this is one x86-64 build. */
    public static final int NET_DEVICE_IFINDEX = 224;

    /** {@code sizeof(struct xdp_frame)}: room that must stay free at data_hard_start. */
    public static final int FRAME_ROOM = 40;

    /** {@code sizeof(struct skb_shared_info)} at the end of the buffer: with CONFIG_MAX_SKB_FRAGS at its default of 17. */
    public static final int SHARED_INFO = 320;

    /** XDP_FLAGS_HAS_FRAGS: the packet goes on in the frags of {@link #shared}. */
    public static final int HAS_FRAGS = 1;

    /** Address of the packet's first byte. */
    public long data() {
        return get(DATA);
    }

    /** Address just past the packet's last byte in this buffer. */
    public long dataEnd() {
        return get(DATA_END);
    }

    /** Address of the metadata's first byte, {@link #data} if there is none; above it if the driver has no room for any. */
    public long dataMeta() {
        return get(DATA_META);
    }

    /** Address of the buffer's first byte. */
    public long hardStart() {
        return get(DATA_HARD_START);
    }

    /** Bytes of the whole buffer. */
    public int frameSize() {
        return (int) memory.load(address + FRAME_SZ, 4, true);
    }

    /** One past the last byte the packet may grow to. */
    public long hardEnd() {
        return hardStart() + frameSize() - SHARED_INFO;
    }

    /** What stands at the end of the buffer. */
    public SharedInfo shared() {
        return new SharedInfo(memory, hardEnd());
    }

    /** Whether the packet lies in more than this buffer. */
    public boolean hasFrags() {
        return (flags() & HAS_FRAGS) != 0;
    }

    /** In how many more. */
    public int frags() {
        return hasFrags() ? shared().count() : 0;
    }

    /** Bytes of the packet in this buffer. */
    public int linear() {
        return (int) (dataEnd() - data());
    }

    /** Bytes of the packet: {@code xdp_get_buff_len()}. */
    public int length() {
        return hasFrags() ? linear() + shared().size() : linear();
    }

    /** The whole packet, without metadata. */
    public PacketBytes packet() {
        return new PacketBytes(memory, data(), linear(), shared(), frags());
    }

    /**
     * Adds a frag to the packet: {@code xdp_buff_add_frag()}; see {@link SharedInfo#add}.
     */
    public void add(long page, int offset, int length) {
        if (!hasFrags()) {
            shared().clear();
            memory.store(address + FLAGS, 4, flags() | HAS_FRAGS, true);
        }
        shared().add(page, offset, length);
    }

    /** The last frag is gone. */
    void linearAgain() {
        memory.store(address + FLAGS, 4, flags() & ~HAS_FRAGS, true);
    }

    /** Bits of {@code enum xdp_buff_flags}, and those of {@link StoredHints}. */
    public long flags() {
        return memory.load(address + FLAGS, 4, true);
    }

    /** Lowest address that metadata may begin at. */
    public long lowestMeta() {
        return hardStart() + StoredHints.frameRoom(flags());
    }

    /** Whether the driver has no room for metadata: it sets data_meta above data (xdp_data_meta_unsupported). */
    public boolean metaUnsupported() {
        return Long.compareUnsigned(dataMeta(), data()) > 0;
    }

    /** Bytes of metadata in front of the packet. */
    public int metaLength() {
        return metaUnsupported() ? 0 : (int) (data() - dataMeta());
    }

    /**
     * Sets the packet's pointers and what of the buffer the program may access.
     *
     * @throws AccessException if they are not in order within one packet buffer
     */
    public void point(long meta, long data, long end) {
        long low = Long.compareUnsigned(meta, data) > 0 ? data : meta;
        Optional<Region> buffer = memory.region(data).filter(r -> r.spec().kind() == Region.Kind.PACKET)
                .filter(r -> r.address(0) <= low && low <= data && data <= end && end <= r.address(r.size()));
        if (buffer.isEmpty()) {
            throw new AccessException(data, 0, true, "data_meta, data and data_end lie outside a packet buffer",
                    "the context of a received packet");
        }
        set(DATA_META, meta);
        set(DATA, data);
        set(DATA_END, end);
        bound();
    }

    /**
     * Lets the program access what the pointers enclose, and what has been exported in front of that, after kernel code has set
     * one of them or the flags; nothing if they are not in order.
     */
    public void bound() {
        boolean exported = (flags() & StoredHints.IN_FRONT_OF_METADATA) != 0;
        long low = (metaUnsupported() ? data() : dataMeta()) - (exported ? StoredHints.SKB_METADATA : 0);
        memory.region(data()).filter(r -> r.spec().kind() == Region.Kind.PACKET)
                .filter(r -> r.address(0) <= low && low <= data() && data() <= dataEnd()
                        && dataEnd() <= r.address(r.size()))
                .ifPresent(r -> r.bound(Memory.offset(low), Memory.offset(dataEnd())));
    }

    /** The bytes from {@code from} up to {@code to}, both in the packet's buffer. */
    public byte[] bytes(long from, long to) {
        return memory.read(from, (int) (to - from), true);
    }

    private long get(int offset) {
        return memory.load(address + offset, 8, true);
    }

    private void set(int offset, long value) {
        memory.store(address + offset, 8, value, true);
    }
}
