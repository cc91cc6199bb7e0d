; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r3 = *(u64 *)(r1 + stmmac_xdp_buff.priv)
        r3 = *(u32 *)(r3 + stmmac_priv.hwts_rx_en)
        w0 = -ENODATA
        if w3 == 0 goto end
        r3 = *(u64 *)(r1 + stmmac_xdp_buff.desc)
        r4 = *(u32 *)(r3 + rx_gmac4.rdes3.rs1v)
        w4 &= rx_gmac4.rdes3.rs1v.mask
        if w4 == 0 goto end
        r4 = *(u32 *)(r3 + rx_gmac4.rdes1.tsa)
        w4 &= rx_gmac4.rdes1.tsa.mask
        if w4 == 0 goto end
        *(u64 *)(r1 + scratch.r2) = r2

        ; leaves the time in scratch.r0 and whether there is one in scratch.r1, and gives the context back
        call stmmac_context_timestamp
        r1 = r0
        w0 = -ENODATA
        r3 = *(u64 *)(r1 + scratch.r1)
        if r3 == 0 goto end
        r2 = *(u64 *)(r1 + scratch.r2)
        r3 = *(u64 *)(r1 + scratch.r0)
        *(u64 *)(r2 + 0) = r3
        w0 = 0
