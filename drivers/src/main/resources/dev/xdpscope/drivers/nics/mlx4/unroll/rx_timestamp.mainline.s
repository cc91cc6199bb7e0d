; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r3 = get r1 -> mlx4_en_xdp_buff.ring -> hwtstamp_rx_filter
        return -ENODATA if w3 != HWTSTAMP_FILTER_ALL
        *(u64 *)(r1 + scratch.r2) = r2
        call mlx4_en_locked_timestamp           ; leaves the time in scratch.r0 and gives the context back
        r2 = *(u64 *)(r0 + scratch.r2)
        r3 = *(u64 *)(r0 + scratch.r0)
        *(u64 *)(r2 + 0) = r3
        return 0
