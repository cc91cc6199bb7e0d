; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx)
        r1 = *(u64 *)(r1 + stmmac_xdp_buff.priv)
        r1 = *(u32 *)(r1 + stmmac_priv.hwts_rx_en)
        r0 = 0
        if w1 == 0 goto end
        r0 = 1
