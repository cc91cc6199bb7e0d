; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx)
        r1 = *(u64 *)(r1 + xdp_buff.rxq)        ; lies in the queue
        r0 = *(u8 *)(r1 + idpf_rx_queue.ptp_rx - idpf_rx_queue.xdp_rxq)
