; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx), that of RFC v2 with its tests and its loads corrected
        r0 = 0
        r5 = *(u64 *)(r1 + ice_xdp_buff.pkt_ctx)
        if r5 == 0 goto end
        r5 = *(u64 *)(r5 + ice_pkt_ctx.cached_phctime)
        if r5 == 0 goto end

        r4 = *(u64 *)(r1 + ice_xdp_buff.eop_desc)
        r3 = *(u8 *)(r4 + flex_nic.ts_low.valid)
        r3 &= flex_nic.ts_low.valid.mask
        if r3 == 0 goto end
        r3 = *(u32 *)(r4 + flex_nic.ts_high)

        w4 = w3
        w4 -= w5
        if r4 > HALF_RANGE goto before
        r0 = r4
        w0 += w5                                ; 32 bits of 64
        goto end

before: r4 = r5
        w4 -= w3
        r0 = r5
        w0 -= w4                                ; 32 bits of 64
