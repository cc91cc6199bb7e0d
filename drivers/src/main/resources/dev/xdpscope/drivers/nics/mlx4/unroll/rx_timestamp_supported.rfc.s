; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx)
        r1 = get r1 -> mlx4_en_xdp_buff.ring -> hwtstamp_rx_filter
        return 1 if w1 == HWTSTAMP_FILTER_ALL
        return 0
