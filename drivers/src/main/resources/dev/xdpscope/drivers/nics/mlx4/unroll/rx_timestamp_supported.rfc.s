; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx)
        r1 = *(u64 *)(r1 + mlx4_en_xdp_buff.ring)
        r1 = *(u32 *)(r1 + mlx4_en_rx_ring.hwtstamp_rx_filter)
        r0 = 1
        if w1 == HWTSTAMP_FILTER_ALL goto end
        r0 = 0
