; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = get r1 -> ice_xdp_buff.eop_desc
        r3 = test r2 -> flex_nic.ts_low.valid
        return 0 if r3 == 0
        r0 = get r1 -> ice_xdp_buff.pkt_ctx -> cached_phctime
        if r0 == 0 goto end
        r2 = get r2 -> flex_nic.ts_high
        r0 = extend r2 near r0
