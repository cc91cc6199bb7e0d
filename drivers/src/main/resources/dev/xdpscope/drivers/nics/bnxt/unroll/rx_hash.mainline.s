; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type), completions of P4 and P5
        r4 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp)
        w0 = -ENODATA
        if r4 == 0 goto end
        r5 = *(u32 *)(r4 + l2_cmp.len_flags_type.rss_valid)
        w5 &= l2_cmp.len_flags_type.rss_valid.mask
        if w5 == 0 goto end
        r5 = *(u32 *)(r4 + l2_cmp.rss_hash)
        *(u32 *)(r2 + 0) = r5

        ; w5: the hash type; without a second completion there is none
        w5 = XDP_RSS_TYPE_NONE
        r1 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp1)
        if r1 == 0 goto store
        w5 = XDP_RSS_TYPE_L3_IPV4
        r0 = *(u32 *)(r1 + l2_cmp.flags2.ip_type - l2_cmp.flags2)
        w0 &= l2_cmp.flags2.ip_type.mask
        if w0 == 0 goto itype
        w5 = XDP_RSS_TYPE_L3_IPV6
itype:  r4 = *(u32 *)(r4 + l2_cmp.len_flags_type.itype)
        w4 &= l2_cmp.len_flags_type.itype.mask
        w4 >>= l2_cmp.len_flags_type.itype.shift
        if w4 == ITYPE_TCP goto tcp
        if w4 == ITYPE_UDP goto udp
        if w4 != ITYPE_ICMP goto store
        w5 |= XDP_RSS_TYPE_L4_IPV4_ICMP - XDP_RSS_TYPE_L3_IPV4
        goto store
tcp:    w5 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
        goto store
udp:    w5 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
store:  *(u32 *)(r3 + 0) = r5
        w0 = 0
