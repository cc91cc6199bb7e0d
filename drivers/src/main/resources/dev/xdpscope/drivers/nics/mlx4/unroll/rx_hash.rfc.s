; u64 bpf_xdp_metadata_rx_hash(r1: ctx): the hash in bits 31:0, its type in bits 63:32
        r4 = *(u64 *)(r1 + mlx4_en_xdp_buff.dev)
        r4 = *(u64 *)(r4 + net_device.features)
        r4 >>= NETIF_F_RXHASH_BIT
        r4 &= 1
        r0 = 0
        if r4 == 0 goto end

        ; r4: the headers that the packet has, r5: one of them, r0: the type made of them
        r1 = *(u64 *)(r1 + mlx4_en_xdp_buff.cqe)
        r4 = *(u16 *)(r1 + mlx4_cqe.status)
        r4 = be16 r4
        w5 = w4
        w5 &= cqe.status.tcp.mask
        if w5 == 0 goto udp
        w0 = XDP_RSS_L4_TCP
udp:    w5 = w4
        w5 &= cqe.status.udp.mask
        if w5 == 0 goto ipv4
        w0 = XDP_RSS_L4_UDP                     ; in place of TCP
ipv4:   w5 = w4
        w5 &= cqe.status.ipv4.mask + cqe.status.ipv4f.mask
        if w5 == 0 goto ipv6
        w0 |= XDP_RSS_TYPE_L3_IPV4
ipv6:   w4 &= cqe.status.ipv6.mask
        if w4 == 0 goto join
        w0 |= XDP_RSS_TYPE_L3_IPV6
        r5 = *(u8 *)(r1 + mlx4_cqe.ipv6_ext_mask)
        if w5 == 0 goto join
        w0 |= XDP_RSS_L3_DYNHDR
join:   r0 <<= 32
        r4 = *(u32 *)(r1 + mlx4_cqe.immed_rss_invalid)
        r4 = be32 r4
        r0 |= r4
