; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = *(u64 *)(r1 + i40e_xdp_buff.desc)
        r2 = *(u64 *)(r2 + rx_desc.status.tsynvalid)
        w2 &= rx_desc.status.tsynvalid.mask
        r0 = 0
        if w2 == 0 goto end
        r2 = *(u64 *)(r1 + xdp_buff.rxq)        ; lies in the ring
        r2 = *(u64 *)(r2 + i40e_ring.vsi - i40e_ring.xdp_rxq)
        r2 = *(u64 *)(r2 + i40e_vsi.back)
        r2 = *(u8 *)(r2 + i40e_pf.ptp_rx)
        if w2 == 0 goto end
        call i40e_latched_timestamp             ; leaves the time in scratch.r0 and gives the context back
        r1 = r0
        r0 = *(u64 *)(r1 + scratch.r0)
