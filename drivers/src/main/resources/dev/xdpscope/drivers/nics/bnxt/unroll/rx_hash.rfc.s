; u64 bpf_xdp_metadata_rx_hash(r1: ctx): the hash in bits 31:0, its type in bits 63:32, completions of P4 and P5
        r4 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp)
        r0 = 0
        if r4 == 0 goto end
        r5 = *(u32 *)(r4 + l2_cmp.len_flags_type.rss_valid)
        w5 &= l2_cmp.len_flags_type.rss_valid.mask
        if w5 == 0 goto end
        r0 = *(u32 *)(r4 + l2_cmp.rss_hash)

        ; w5: the hash type; without a second completion there is none
        r1 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp1)
        if r1 == 0 goto end
        w5 = XDP_RSS_TYPE_L3_IPV4
        r1 = *(u32 *)(r1 + l2_cmp.flags2.ip_type - l2_cmp.flags2)
        w1 &= l2_cmp.flags2.ip_type.mask
        if w1 == 0 goto itype
        w5 = XDP_RSS_TYPE_L3_IPV6
itype:  r4 = *(u32 *)(r4 + l2_cmp.len_flags_type.itype)
        w4 &= l2_cmp.len_flags_type.itype.mask
        w4 >>= l2_cmp.len_flags_type.itype.shift
        if w4 == ITYPE_TCP goto tcp
        if w4 == ITYPE_UDP goto udp
        if w4 != ITYPE_ICMP goto join
        w5 |= XDP_RSS_TYPE_L4_IPV4_ICMP - XDP_RSS_TYPE_L3_IPV4
        goto join
tcp:    w5 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
        goto join
udp:    w5 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
join:   r5 <<= 32
        r0 |= r5
