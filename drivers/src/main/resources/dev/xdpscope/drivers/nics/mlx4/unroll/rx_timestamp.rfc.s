; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = get r1 -> mlx4_en_xdp_buff.ring -> hwtstamp_rx_filter
        return 0 if w2 != HWTSTAMP_FILTER_ALL
        call mlx4_en_locked_timestamp           ; leaves the time in scratch.r0 and gives the context back
        r1 = r0
        r0 = *(u64 *)(r1 + scratch.r0)
