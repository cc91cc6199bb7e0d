; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx), queue with real-time stamps
        r2 = *(u64 *)(r1 + mlx5e_xdp_buff.rq)
        r2 = *(u64 *)(r2 + mlx5e_rq.tstamp)
        r2 = *(u32 *)(r2 + hwtstamp_config.rx_filter)
        r0 = 0
        if w2 != HWTSTAMP_FILTER_ALL goto end
        r2 = *(u64 *)(r1 + mlx5e_xdp_buff.cqe)
        r0 = *(u32 *)(r2 + cqe64.timestamp_h)
        r0 = be32 r0                            ; seconds
        r3 = *(u32 *)(r2 + cqe64.timestamp_l)
        r3 = be32 r3                            ; nanoseconds
        r0 *= NSEC_PER_SEC
        r0 += r3
