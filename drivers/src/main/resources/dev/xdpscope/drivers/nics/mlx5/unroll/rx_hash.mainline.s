; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type)
        r4 = *(u64 *)(r1 + mlx5e_xdp_buff.xdp.rxq)
        r4 = *(u64 *)(r4 + xdp_rxq_info.dev)
        r4 = *(u64 *)(r4 + net_device.features)
        r4 >>= NETIF_F_RXHASH_BIT
        r4 &= 1
        w0 = -ENODATA
        if r4 == 0 goto end

        r5 = *(u64 *)(r1 + mlx5e_xdp_buff.cqe)
        r4 = *(u32 *)(r5 + cqe64.rss_hash_result)
        r4 = be32 r4
        *(u32 *)(r2 + 0) = r4

        ; r4: transport, r5: network protocol, r0: the type made of them
        r4 = *(u8 *)(r5 + cqe64.rss_hash_type.l4)
        r5 = *(u8 *)(r5 + cqe64.rss_hash_type.l3)
        w4 >>= cqe64.rss_hash_type.l4.shift
        w5 &= cqe64.rss_hash_type.l3.mask
        w5 >>= cqe64.rss_hash_type.l3.shift
        w0 = XDP_RSS_TYPE_NONE
        if w5 == 0 goto store
        if w5 == 3 goto store
        w0 = w5                                 ; 1 is XDP_RSS_TYPE_L3_IPV4, 2 is XDP_RSS_TYPE_L3_IPV6
        if w4 == 0 goto store
        if w4 == 2 goto udp
        if w4 == 3 goto ipsec
        w0 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
        goto store
udp:    w0 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
        goto store
ipsec:  w0 |= XDP_RSS_TYPE_L4_IPV4_IPSEC - XDP_RSS_TYPE_L3_IPV4
store:  *(u32 *)(r3 + 0) = r0
        w0 = 0
