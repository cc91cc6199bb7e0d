; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx), as RFC v2 had it but for its early returns corrected: README.md
        r0 = 0
        r5 = *(u64 *)(r1 + ice_xdp_buff.pkt_ctx)
        r5 = *(u64 *)(r5 + ice_pkt_ctx.cached_phctime)
        if r5 == 0 goto +32767                  ; to the end of the patch that this is part of

        r4 = *(u64 *)(r1 + ice_xdp_buff.eop_desc)
        r3 = *(u8 *)(r4 + flex_nic.ts_low.valid)
        r3 &= flex_nic.ts_low.valid.mask
        if r3 == 0 goto +32767
        r3 = *(u32 *)(r4 + flex_nic.ts_high)

        w4 = w3
        w4 -= w5
        if r4 > HALF_RANGE goto before
        r0 = r4
        r0 += r5
        goto +32767

before: w4 = w5
        w4 -= w3
        r0 = r5
        r0 -= r4
