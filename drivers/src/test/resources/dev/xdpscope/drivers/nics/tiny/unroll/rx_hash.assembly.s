; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type)
        r1 = *(u64 *)(r1 + tiny_xdp_buff.desc)
        r4 = *(u32 *)(r1 + desc.status.hash_valid)
        w4 &= desc.status.hash_valid.mask
        w0 = -ENODATA
        if r4 == 0 goto end
        r0 = *(u32 *)(r1 + desc.hash)
        *(u32 *)(r2 + 0) = r0
        r0 = *(u8 *)(r1 + desc.status.type + 1) ; bits 9:8
        w0 &= 3
        *(u32 *)(r3 + 0) = r0
        w0 = 0
