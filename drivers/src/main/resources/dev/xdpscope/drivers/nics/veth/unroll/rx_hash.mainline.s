; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type)
        r4 = *(u64 *)(r1 + veth_xdp_buff.skb)
        w0 = -ENODATA
        if r4 == 0 goto end
        r5 = *(u8 *)(r4 + skb.l4_hash)
        if w5 != 0 goto known
        r5 = *(u8 *)(r4 + skb.sw_hash)
        if w5 != 0 goto known
        *(u64 *)(r1 + scratch.r2) = r2
        *(u64 *)(r1 + scratch.r3) = r3
        call veth_give_hash                     ; gives the context back
        r2 = *(u64 *)(r0 + scratch.r2)
        r3 = *(u64 *)(r0 + scratch.r3)
        r4 = *(u64 *)(r0 + veth_xdp_buff.skb)

known:  r5 = *(u32 *)(r4 + skb.hash)
        *(u32 *)(r2 + 0) = r5
        r4 = *(u8 *)(r4 + skb.l4_hash)
        w5 = XDP_RSS_TYPE_L4_ANY
        if w4 != 0 goto store
        w5 = XDP_RSS_TYPE_NONE
store:  *(u32 *)(r3 + 0) = r5
        w0 = 0
