; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx); the xdp_rxq_info lies in the queue
        r0 = get r1 -> xdp_buff.rxq -> container_of(idpf_rx_queue.xdp_rxq, ptp_rx)
