; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx), as RFC v2 had it: kept for its mistakes, which README.md lists
        r0 = 0
        r5 = *(u64 *)(r1 + ice_xdp_buff.pkt_ctx)
        if r5 != 0 goto end                     ; there is one, and so it leaves
        r5 = *(u64 *)(r5 + ice_pkt_ctx.cached_phctime)
        if r5 != 0 goto end                     ; the same

        r4 = *(u64 *)(r1 + ice_xdp_buff.eop_desc)
        r3 = *(u64 *)(r4 + flex_nic.ts_low.valid)       ; 8 bytes for 1
        r3 &= flex_nic.ts_low.valid.mask
        if r3 != 0 goto end                     ; the same
        r3 = *(u64 *)(r4 + flex_nic.ts_high)    ; 8 bytes for 4

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
