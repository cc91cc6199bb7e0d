; u64 bpf_xdp_metadata_rx_hash(r1: ctx): the hash in bits 31:0, its type in bits 63:32
        r4 = test r1 -> xdp_buff.rxq -> dev -> features bits NETIF_F_RXHASH_BIT
        return 0 if r4 == 0

        ; w5: the hash type for the packet type in w4; types that the control plane did not name have none
        r1 = get r1 -> libeth_xdp_buff.desc
        r4 = get r1 -> flex_adv_nic_3.ptype
        w5 = XDP_RSS_TYPE_NONE
        if w4 == PTYPE_ETHERNET goto hash
        if w4 == PTYPE_PTP goto hash
        if w4 == PTYPE_LLDP goto hash
        if w4 == PTYPE_ARP goto hash
        w5 = XDP_RSS_TYPE_L3_IPV4
        w4 -= PTYPE_IPV4
        if w4 < PTYPES_PER_IP goto ip
        w5 = XDP_RSS_TYPE_L3_IPV6
        w4 -= PTYPE_IPV6 - PTYPE_IPV4
        if w4 >= PTYPES_PER_IP goto end

        ; fragment, other, UDP, unused, TCP, SCTP, ICMP
ip:     if w4 < 2 goto hash
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

hash:   r0 = get r1 -> flex_adv_nic_3.hash3
        r0 <<= 8
        r4 = get r1 -> flex_adv_nic_3.hash2
        r0 |= r4
        r0 <<= 16
        r4 = get r1 -> flex_adv_nic_3.hash1
        r0 |= r4
        if r0 == 0 goto end
        r5 <<= 32
        r0 |= r5
