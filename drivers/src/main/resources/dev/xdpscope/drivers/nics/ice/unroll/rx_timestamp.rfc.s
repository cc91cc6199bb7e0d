; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = *(u64 *)(r1 + ice_xdp_buff.eop_desc)
        r3 = *(u8 *)(r2 + flex_nic.ts_low.valid)
        w3 &= flex_nic.ts_low.valid.mask
        r0 = 0
        if w3 == 0 goto end
        r0 = *(u64 *)(r1 + ice_xdp_buff.pkt_ctx)
        r0 = *(u64 *)(r0 + ice_pkt_ctx.cached_phctime)
        if r0 == 0 goto end

        ; the difference of the low halves, with its sign, leads from the cached time to the arrival
        r2 = *(u32 *)(r2 + flex_nic.ts_high)
        w2 -= w0
        r2 <<= 32
        r2 s>>= 32
        r0 += r2
