; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r3 = get r1 -> ice_xdp_buff.eop_desc
        r5 = test r3 -> flex_nic.ts_low.valid
        r4 = 0
        if r5 == 0 goto store
        r4 = get r1 -> ice_xdp_buff.pkt_ctx -> cached_phctime
        if r4 == 0 goto store
        r3 = get r3 -> flex_nic.ts_high
        r4 = extend r3 near r4

store:  *(u64 *)(r2 + 0) = r4                   ; before it is known to be a time
        return 0 if r4 != 0
        return -ENODATA
