; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp), queue with real-time stamps
        r3 = get r1 -> mlx5e_xdp_buff.rq -> tstamp -> rx_filter
        return -ENODATA if w3 != HWTSTAMP_FILTER_ALL
        r3 = get r1 -> mlx5e_xdp_buff.cqe
        r4 = get r3 -> cqe64.timestamp_h        ; seconds
        r5 = get r3 -> cqe64.timestamp_l        ; nanoseconds
        r4 *= NSEC_PER_SEC
        r4 += r5
        *(u64 *)(r2 + 0) = r4
        return 0
