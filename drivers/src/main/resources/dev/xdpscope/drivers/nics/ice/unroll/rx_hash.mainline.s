; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type)
        r4 = get r1 -> ice_xdp_buff.eop_desc
        w1 = 0
        r5 = get r4 -> flex_nic.rxdid
        if w5 != RXDID_FLEX_NIC goto hash
        r1 = get r4 -> flex_nic.rss_hash
hash:   *(u32 *)(r2 + 0) = r1                   ; before it is known to be a hash

        ; w5: the type that follows from the packet type in w4
        r4 = get r4 -> flex_nic.ptype
        w5 = XDP_RSS_TYPE_NONE
        if w4 < PTYPE_IPV4 goto store
        if w4 > PTYPE_LAST goto store
        w5 = XDP_RSS_TYPE_L3_IPV4
        w4 -= PTYPE_IPV4
        if w4 < PTYPES_PER_VERSION goto outer
        w5 = XDP_RSS_TYPE_L3_IPV6
        w4 -= PTYPES_PER_VERSION

        ; w4: without tunnel or with IP in IP three times seven types, then three tunnels of one and twice seven
outer:  if w4 < PTYPE_TUNNELS goto inner
        w4 -= PTYPE_TUNNELS
        w4 %= PTYPES_PER_TUNNEL
        if w4 == 0 goto store
        w4 -= 1

        ; the seven: fragment, other, UDP, unused, TCP, SCTP, ICMP
inner:  w4 %= PTYPES_PER_IP
        if w4 < 2 goto store
        if w4 == 2 goto udp
        if w4 == 4 goto tcp
        if w4 == 5 goto sctp
        if w4 == 6 goto icmp
        w5 = XDP_RSS_TYPE_NONE
        goto store
udp:    w5 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
        goto store
tcp:    w5 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
        goto store
sctp:   w5 |= XDP_RSS_TYPE_L4_IPV4_SCTP - XDP_RSS_TYPE_L3_IPV4
        goto store
icmp:   w5 |= XDP_RSS_TYPE_L4_IPV4_ICMP - XDP_RSS_TYPE_L3_IPV4
store:  *(u32 *)(r3 + 0) = r5
        return 0 if w1 != 0
        return -ENODATA
