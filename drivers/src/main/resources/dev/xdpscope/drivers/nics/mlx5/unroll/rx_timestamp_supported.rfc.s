; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx)
        r1 = *(u64 *)(r1 + mlx5e_xdp_buff.rq)
        r1 = *(u64 *)(r1 + mlx5e_rq.tstamp)
        r1 = *(u32 *)(r1 + hwtstamp_config.rx_filter)
        r0 = 1
        if w1 == HWTSTAMP_FILTER_ALL goto end
        r0 = 0
