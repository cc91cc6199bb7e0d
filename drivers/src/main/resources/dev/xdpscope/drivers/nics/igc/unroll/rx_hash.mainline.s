; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type)
        r4 = *(u64 *)(r1 + xdp_buff.rxq)
        r4 = *(u64 *)(r4 + xdp_rxq_info.dev)
        r4 = *(u64 *)(r4 + net_device.features)
        r4 >>= NETIF_F_RXHASH_BIT
        r4 &= 1
        w0 = -ENODATA
        if r4 == 0 goto end
        r1 = *(u64 *)(r1 + igc_xdp_buff.rx_desc)
        r4 = *(u32 *)(r1 + adv_rx.rss)
        *(u32 *)(r2 + 0) = r4
        r4 = *(u16 *)(r1 + adv_rx.pkt_info.rss_type)

        ; w5: the type for the number in w4
        w4 &= adv_rx.pkt_info.rss_type.mask
        w5 = XDP_RSS_TYPE_L4_IPV4_TCP
        if w4 == 1 goto store
        w5 = XDP_RSS_TYPE_L3_IPV4
        if w4 == 2 goto store
        w5 = XDP_RSS_TYPE_L4_IPV6_TCP
        if w4 == 3 goto store
        w5 = XDP_RSS_TYPE_L3_IPV6_EX
        if w4 == 4 goto store
        w5 = XDP_RSS_TYPE_L3_IPV6
        if w4 == 5 goto store
        w5 = XDP_RSS_TYPE_L4_IPV6_TCP_EX
        if w4 == 6 goto store
        w5 = XDP_RSS_TYPE_L4_IPV4_UDP
        if w4 == 7 goto store
        w5 = XDP_RSS_TYPE_L4_IPV6_UDP
        if w4 == 8 goto store
        w5 = XDP_RSS_TYPE_L4_IPV6_UDP_EX
        if w4 == 9 goto store
        w5 = XDP_RSS_TYPE_NONE
store:  *(u32 *)(r3 + 0) = r5
        w0 = 0
