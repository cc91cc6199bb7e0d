; u64 bpf_xdp_metadata_rx_hash(r1: ctx): the hash in bits 31:0, its type in bits 63:32
        r4 = test r1 -> mlx5e_xdp_buff.xdp.rxq -> dev -> features bits NETIF_F_RXHASH_BIT
        return 0 if r4 == 0

        ; r4: transport, r5: network protocol, r0: the type made of them
        r1 = get r1 -> mlx5e_xdp_buff.cqe
        r4 = get r1 -> cqe64.rss_hash_type.l4
        r5 = get r1 -> cqe64.rss_hash_type.l3
        if w5 == 0 goto join
        if w5 == 3 goto join
        w0 = w5                                 ; 1 is XDP_RSS_TYPE_L3_IPV4, 2 is XDP_RSS_TYPE_L3_IPV6
        if w4 == 0 goto join
        if w4 == 2 goto udp
        if w4 == 3 goto ipsec
        w0 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
        goto join
udp:    w0 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
        goto join
ipsec:  w0 |= XDP_RSS_TYPE_L4_IPV4_IPSEC - XDP_RSS_TYPE_L3_IPV4

join:   r0 <<= 32
        r4 = get r1 -> cqe64.rss_hash_result
        r0 |= r4
