; u64 bpf_xdp_metadata_rx_hash(r1: ctx): the hash in bits 31:0, its type in bits 63:32
        r4 = *(u64 *)(r1 + xdp_buff.rxq)
        r4 = *(u64 *)(r4 + xdp_rxq_info.dev)
        r5 = *(u64 *)(r4 + net_device.features)
        r5 >>= NETIF_F_RXHASH_BIT
        r5 &= 1
        r0 = 0
        if r5 == 0 goto end

        ; r1: the header in front of where data points now
        r5 = *(u8 *)(r4 + virtnet_netdev.info.hdr_len)  ; the driver's data lies behind the net_device
        r1 = *(u64 *)(r1 + xdp_buff.data)
        r1 -= r5

        ; w5: the type for the number in w4
        r4 = *(u16 *)(r1 + virtio_net_hdr_v1_hash.hash_report)
        w5 = XDP_RSS_TYPE_L3_IPV4
        if w4 == 1 goto store
        w5 = XDP_RSS_TYPE_L4_IPV4_TCP
        if w4 == 2 goto store
        w5 = XDP_RSS_TYPE_L4_IPV4_UDP
        if w4 == 3 goto store
        w5 = XDP_RSS_TYPE_L3_IPV6
        if w4 == 4 goto store
        w5 = XDP_RSS_TYPE_L4_IPV6_TCP
        if w4 == 5 goto store
        w5 = XDP_RSS_TYPE_L4_IPV6_UDP
        if w4 == 6 goto store
        w5 = XDP_RSS_TYPE_L3_IPV6_EX
        if w4 == 7 goto store
        w5 = XDP_RSS_TYPE_L4_IPV6_TCP_EX
        if w4 == 8 goto store
        w5 = XDP_RSS_TYPE_L4_IPV6_UDP_EX
        if w4 == 9 goto store
        w5 = XDP_RSS_TYPE_NONE
store:  r5 <<= 32
        r0 = r5

        r4 = *(u16 *)(r1 + virtio_net_hdr_v1_hash.hash_value_hi)
        r4 <<= 16
        r0 |= r4
        r4 = *(u16 *)(r1 + virtio_net_hdr_v1_hash.hash_value_lo)
        r0 |= r4
