; int bpf_xdp_metadata_rx_hash(r1: ctx, r2: u32 *hash, r3: enum xdp_rss_hash_type *rss_type)
        r1 = *(u64 *)(r1 + tiny_xdp_buff.desc)
        r4 = *(u32 *)(r1 + desc.status.hash_valid)
        w0 = -ENODATA
        w5 = w4
        w5 &= desc.status.hash_valid.mask
        if w5 == 0 goto end
        r5 = *(u32 *)(r1 + desc.hash)
        *(u32 *)(r2 + 0) = r5
        w4 >>= desc.status.type.shift
        w4 &= 3
        *(u32 *)(r3 + 0) = r4
        w0 = 0
