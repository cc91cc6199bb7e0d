package dev.xdpscope.engine.xdp;

/**
 * Where proposals that no kernel has (7.1) keep hints of a packet for whoever builds its sk_buff, and the bits of xdp_buff.flags
 * and xdp_frame.flags that say so.
 *
 * <ul>
 *   <li>"xdp: hints via kfuncs", PATCH bpf-next v1 of 14 November 2022: 8 bytes in front of data_meta, bit 2;
 *   <li>"xdp: Store RX metadata hints", PATCH bpf-next V2 of 2 July 2025 (Lorenzo Bianconi, Jesper Dangaard Brouer): hash and VLAN
 *       tag in a struct xdp_rx_meta at the end of xdp_frame, the timestamp in skb_shared_info.hwtstamps; bits 3 to 5. There bit 2
 *       says that the headroom has room for it; here the room is looked at instead, because both proposals are in one kernel.
 * </ul>
 */
public final class StoredHints {
    /** XDP_FLAGS_HAS_SKB_METADATA of 2022. */
    public static final int IN_FRONT_OF_METADATA = 1 << 2;

    /** XDP_FLAGS_META_RX_HASH. */
    public static final int HASH = 1 << 3;

    /** XDP_FLAGS_META_RX_VLAN. */
    public static final int VLAN = 1 << 4;

    /** XDP_FLAGS_META_RX_TS. */
    public static final int TIMESTAMP = 1 << 5;

    /** {@code sizeof(struct xdp_skb_metadata)}: the timestamp, nanoseconds in host byte order. */
    public static final int SKB_METADATA = 8;

    /** Offsets from data_hard_start: u32 value and u32 enum xdp_rss_hash_type of the hash, in host byte order. */
    public static final int HASH_VALUE = 40;

    public static final int HASH_TYPE = 44;

    /** The tag's protocol, big endian, and its control information in host byte order, u16 each. */
    public static final int VLAN_PROTO = 48;

    public static final int VLAN_TCI = 50;

    /** {@code sizeof(struct xdp_frame)} with xdp_rx_meta. */
    public static final int LARGER_FRAME = 56;

    /** Offset of hwtstamps.hwtstamp in skb_shared_info (include/linux/skbuff.h, 6.12). */
    public static final int SHARED_HWTSTAMP = 16;

    private StoredHints() {}

    /** Bytes that must stay free at data_hard_start for the xdp_frame, of a buffer with these flags. */
    public static int frameRoom(long flags) {
        return (flags & (HASH | VLAN)) == 0 ? XdpBuff.FRAME_ROOM : LARGER_FRAME;
    }
}
