; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r3 = *(u64 *)(r1 + ice_xdp_buff.eop_desc)
        r5 = *(u8 *)(r3 + flex_nic.ts_low.valid)
        w5 &= flex_nic.ts_low.valid.mask
        r4 = 0
        if w5 == 0 goto store
        r4 = *(u64 *)(r1 + ice_xdp_buff.pkt_ctx)
        r4 = *(u64 *)(r4 + ice_pkt_ctx.cached_phctime)
        if r4 == 0 goto store

        ; the difference of the low halves, with its sign, leads from the cached time to the arrival
        r3 = *(u32 *)(r3 + flex_nic.ts_high)
        w3 -= w4
        r3 <<= 32
        r3 s>>= 32
        r4 += r3

store:  *(u64 *)(r2 + 0) = r4                   ; before it is known to be a time
        w0 = 0
        if r4 != 0 goto end
        w0 = -ENODATA
