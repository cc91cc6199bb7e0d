; u64 bpf_xdp_metadata_rx_hash(r1: ctx): the hash in bits 31:0, its type in bits 63:32
        r4 = *(u64 *)(r1 + xdp_buff.rxq)
        r4 = *(u64 *)(r4 + xdp_rxq_info.dev)
        r4 = *(u64 *)(r4 + net_device.features)
        r4 >>= NETIF_F_RXHASH_BIT
        r4 &= 1
        r0 = 0
        if r4 == 0 goto end
        r1 = *(u64 *)(r1 + i40e_xdp_buff.desc)
        r4 = *(u64 *)(r1 + rx_desc.status.fltstat)
        r5 = r4
        w5 &= rx_desc.status.fltstat.mask
        if w5 != rx_desc.status.fltstat.mask goto end

        ; w5: the type that follows from the packet type in w4; unused packet types have no hash
        r4 >>= rx_desc.ptype.shift
        w4 &= PTYPE_MASK
        w5 = XDP_RSS_TYPE_NONE
        if w4 >= PTYPE_IPV4 goto ip
        if w4 >= PTYPE_L3 goto hash
        w3 = PTYPES_L2
        w3 >>= w4
        w3 &= 1
        if w3 == 0 goto end
        goto hash
ip:     if w4 > PTYPE_LAST goto end
        w5 = XDP_RSS_TYPE_L3_IPV4
        w4 -= PTYPE_IPV4
        if w4 < PTYPES_PER_VERSION goto outer
        w5 = XDP_RSS_TYPE_L3_IPV6
        w4 -= PTYPES_PER_VERSION

        ; w4: without tunnel or with IP in IP three times seven types, then three tunnels of one and twice seven
outer:  if w4 < PTYPE_TUNNELS goto inner
        w4 -= PTYPE_TUNNELS
        w4 %= PTYPES_PER_TUNNEL
        if w4 == 0 goto hash
        w4 -= 1

        ; the seven: fragment, other, UDP, unused, TCP, SCTP, ICMP
inner:  w4 %= PTYPES_PER_IP
        if w4 < 2 goto hash
        if w4 == 2 goto udp
        if w4 == 3 goto end
        if w4 == 4 goto tcp
        if w4 == 5 goto sctp
        w5 |= XDP_RSS_TYPE_L4_IPV4_ICMP - XDP_RSS_TYPE_L3_IPV4
        goto hash
udp:    w5 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
        goto hash
tcp:    w5 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
        goto hash
sctp:   w5 |= XDP_RSS_TYPE_L4_IPV4_SCTP - XDP_RSS_TYPE_L3_IPV4

hash:   r0 = *(u32 *)(r1 + rx_desc.rss)
        r5 <<= 32
        r0 |= r5
