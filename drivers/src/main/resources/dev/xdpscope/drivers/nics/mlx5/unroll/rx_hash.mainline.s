; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type)
        r4 = test r1 -> mlx5e_xdp_buff.xdp.rxq -> dev -> features bits NETIF_F_RXHASH_BIT
        return -ENODATA if r4 == 0
        r5 = get r1 -> mlx5e_xdp_buff.cqe
        copy_u32 (r2), r5 -> cqe64.rss_hash_result

        ; r4: transport, r5: network protocol, r0: the type made of them
        r4 = get r5 -> cqe64.rss_hash_type.l4
        r5 = get r5 -> cqe64.rss_hash_type.l3
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
        return 0
