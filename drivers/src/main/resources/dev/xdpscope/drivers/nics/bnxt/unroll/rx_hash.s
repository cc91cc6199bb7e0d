; bpf_xdp_metadata_rx_hash, completions of P4 and P5; in mainline r2 is u32 *hash, r3 is enum xdp_rss_hash_type *type
mainline:       let rA = r0
rfc:            let rA = r1
                r4 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp)
mainline:       w0 = -ENODATA
rfc:            r0 = 0
                if r4 == 0 goto end
                r5 = *(u32 *)(r4 + l2_cmp.len_flags_type.rss_valid)
                w5 &= l2_cmp.len_flags_type.rss_valid.mask
                if w5 == 0 goto end
mainline:       r5 = *(u32 *)(r4 + l2_cmp.rss_hash)
mainline:       *(u32 *)(r2 + 0) = r5
rfc:            r0 = *(u32 *)(r4 + l2_cmp.rss_hash)

                ; w5: the hash type; without a second completion there is none
mainline:       w5 = XDP_RSS_TYPE_NONE
                r1 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp1)
mainline:       if r1 == 0 goto done
rfc:            if r1 == 0 goto end
                w5 = XDP_RSS_TYPE_L3_IPV4
                rA = *(u32 *)(r1 + l2_cmp.flags2.ip_type - l2_cmp.flags2)
                wA &= l2_cmp.flags2.ip_type.mask
                if wA == 0 goto itype
                w5 = XDP_RSS_TYPE_L3_IPV6
itype:          r4 = *(u32 *)(r4 + l2_cmp.len_flags_type.itype)
                w4 &= l2_cmp.len_flags_type.itype.mask
                w4 >>= l2_cmp.len_flags_type.itype.shift
                if w4 == ITYPE_TCP goto tcp
                if w4 == ITYPE_UDP goto udp
                if w4 != ITYPE_ICMP goto done
                w5 |= XDP_RSS_TYPE_L4_IPV4_ICMP - XDP_RSS_TYPE_L3_IPV4
                goto done
tcp:            w5 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
                goto done
udp:            w5 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
done:
mainline:       *(u32 *)(r3 + 0) = r5
mainline:       w0 = 0
rfc:            result r0, r5
