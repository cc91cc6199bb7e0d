; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx); pkt_ctx lies in the ring
        r0 = get r1 -> ice_xdp_buff.pkt_ctx -> container_of(ice_rx_ring.pkt_ctx, ptp_rx)
