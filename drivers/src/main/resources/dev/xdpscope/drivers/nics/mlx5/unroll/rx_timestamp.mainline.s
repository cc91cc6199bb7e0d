; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp), queue with real-time stamps
        r3 = *(u64 *)(r1 + mlx5e_xdp_buff.rq)
        r3 = *(u64 *)(r3 + mlx5e_rq.tstamp)
        r3 = *(u32 *)(r3 + hwtstamp_config.rx_filter)
        w0 = -ENODATA
        if w3 != HWTSTAMP_FILTER_ALL goto end
        r3 = *(u64 *)(r1 + mlx5e_xdp_buff.cqe)
        r4 = *(u32 *)(r3 + cqe64.timestamp_h)
        r4 = be32 r4                            ; seconds
        r5 = *(u32 *)(r3 + cqe64.timestamp_l)
        r5 = be32 r5                            ; nanoseconds
        r4 *= NSEC_PER_SEC
        r4 += r5
        *(u64 *)(r2 + 0) = r4
        w0 = 0
