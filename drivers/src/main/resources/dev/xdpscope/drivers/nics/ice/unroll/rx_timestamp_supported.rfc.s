; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx); pkt_ctx lies in the ring
        r1 = *(u64 *)(r1 + ice_xdp_buff.pkt_ctx)
        r0 = *(u8 *)(r1 + ice_rx_ring.ptp_rx - ice_rx_ring.pkt_ctx)
