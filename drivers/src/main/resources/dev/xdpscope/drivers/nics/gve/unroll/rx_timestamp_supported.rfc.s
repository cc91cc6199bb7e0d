; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx)
        r1 = *(u64 *)(r1 + gve_xdp_buff.gve)
        r1 = *(u64 *)(r1 + gve_priv.nic_ts_report)
        r0 = 0
        if r1 == 0 goto end
        r0 = 1
