; bpf_xdp_metadata_rx_hash, completions of P7; in mainline r2 is u32 *hash, r3 is enum xdp_rss_hash_type *type
mainline:       let rA = r0
rfc:            let rA = r2
                r4 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp)
mainline:       w0 = -ENODATA
rfc:            r0 = 0
                if r4 == 0 goto end
                r5 = *(u32 *)(r4 + l2_v3_cmp.len_flags_type.rss_valid)
                w5 &= l2_v3_cmp.len_flags_type.rss_valid.mask
                if w5 == 0 goto end
mainline:       r5 = *(u32 *)(r4 + l2_v3_cmp.rss_hash)
mainline:       *(u32 *)(r2 + 0) = r5
rfc:            r0 = *(u32 *)(r4 + l2_v3_cmp.rss_hash)

                ; w5: the hash type; without a second completion there is none
mainline:       w5 = XDP_RSS_TYPE_NONE
                r2 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp1)
mainline:       if r2 == 0 goto done
rfc:            if r2 == 0 goto end
                w5 = XDP_RSS_TYPE_L3_IPV4
                rA = *(u32 *)(r2 + l2_v3_cmp.flags2.ip_type - l2_v3_cmp.flags2)
                wA &= l2_v3_cmp.flags2.ip_type.mask
                if wA == 0 goto op
                w5 = XDP_RSS_TYPE_L3_IPV6

                ; w4: the operation, whose place the firmware decides; 0, 2, 8 and 10 hash more than addresses
op:             r4 = *(u32 *)(r4 + l2_v3_cmp.misc_v1.rss_ext_op_new)
                w4 >>= l2_v3_cmp.misc_v1.rss_ext_op_new.shift
                r1 = *(u64 *)(r1 + xdp_buff.rxq)
                r1 = *(u64 *)(r1 + xdp_rxq_info.dev)
                r1 = *(u32 *)(r1 + bnxt_netdev.priv.rss_cap)
                w1 &= RSS_CAP_RSS_TCAM
                if w1 != 0 goto l4
                w4 >>= l2_v3_cmp.misc_v1.rss_ext_op_legacy.shift - l2_v3_cmp.misc_v1.rss_ext_op_new.shift
l4:             w4 &= EXT_OP_WITHOUT_L4
                if w4 != 0 goto done
                w5 |= XDP_RSS_TYPE_L4_ANY
done:
mainline:       *(u32 *)(r3 + 0) = r5
mainline:       w0 = 0
rfc:            result r0, r5
