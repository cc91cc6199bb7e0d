; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type)
        r1 = get r1 -> tiny_xdp_buff.desc
        r4 = test r1 -> desc.status.hash_valid
        return -ENODATA if r4 == 0
        copy_u32 (r2), r1 -> desc.hash
        copy_u32 (r3), r1 -> desc.status.type
        return 0
