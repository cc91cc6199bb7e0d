; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx); the adapter lies behind the net_device
        r1 = get r1 -> xdp_buff.rxq -> dev -> igc_netdev.adapter.rx_filter
        return 0 if w1 == 0
        return 1
