; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx)
        r1 = *(u64 *)(r1 + xdp_buff.rxq)        ; lies in the ring
        r1 = *(u64 *)(r1 + i40e_ring.vsi - i40e_ring.xdp_rxq)
        r1 = *(u64 *)(r1 + i40e_vsi.back)
        r0 = *(u8 *)(r1 + i40e_pf.ptp_rx)
