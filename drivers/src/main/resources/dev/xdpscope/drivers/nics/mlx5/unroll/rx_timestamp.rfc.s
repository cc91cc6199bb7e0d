; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx), queue with real-time stamps
        r2 = get r1 -> mlx5e_xdp_buff.rq -> tstamp -> rx_filter
        return 0 if w2 != HWTSTAMP_FILTER_ALL
        r2 = get r1 -> mlx5e_xdp_buff.cqe
        r0 = get r2 -> cqe64.timestamp_h        ; seconds
        r3 = get r2 -> cqe64.timestamp_l        ; nanoseconds
        r0 *= NSEC_PER_SEC
        r0 += r3
