; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx)
        r1 = *(u64 *)(r1 + xdp_buff.rxq)
        r1 = *(u64 *)(r1 + xdp_rxq_info.dev)     ; the adapter lies behind it
        r1 = *(u32 *)(r1 + igc_netdev.adapter.rx_filter)
        r0 = 0
        if w1 == 0 goto end
        r0 = 1
