; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r3 = *(u64 *)(r1 + stmmac_xdp_buff.priv)
        r3 = *(u32 *)(r3 + stmmac_priv.hwts_rx_en)
        r0 = 0
        if w3 == 0 goto end
        r3 = *(u64 *)(r1 + stmmac_xdp_buff.desc)
        r4 = *(u32 *)(r3 + rx_gmac4.rdes3.rs1v)
        w4 &= rx_gmac4.rdes3.rs1v.mask
        if w4 == 0 goto end
        r4 = *(u32 *)(r3 + rx_gmac4.rdes1.tsa)
        w4 &= rx_gmac4.rdes1.tsa.mask
        if w4 == 0 goto end
        call stmmac_context_timestamp           ; leaves the time, or 0, in scratch.r0 and gives the context back
        r1 = r0
        r0 = *(u64 *)(r1 + scratch.r0)
