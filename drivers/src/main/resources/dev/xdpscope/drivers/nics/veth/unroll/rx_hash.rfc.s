; u64 bpf_xdp_metadata_rx_hash(r1: ctx): the hash in bits 31:0, its type in bits 63:32
        r4 = *(u64 *)(r1 + veth_xdp_buff.skb)
        r0 = 0
        if r4 == 0 goto end
        r5 = *(u8 *)(r4 + skb.l4_hash)
        if w5 != 0 goto known
        r5 = *(u8 *)(r4 + skb.sw_hash)
        if w5 != 0 goto known
        call veth_give_hash                     ; gives the context back
        r4 = *(u64 *)(r0 + veth_xdp_buff.skb)

known:  r0 = XDP_RSS_TYPE_L4_ANY
        r5 = *(u8 *)(r4 + skb.l4_hash)
        if w5 != 0 goto join
        r0 = XDP_RSS_TYPE_NONE
join:   r0 <<= 32
        r4 = *(u32 *)(r4 + skb.hash)
        r0 |= r4
