; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = get r1 -> xdp_buff.rxq             ; lies in the queue
        r3 = get r2 -> container_of(idpf_rx_queue.xdp_rxq, ptp_rx)
        return 0 if w3 == 0
        r1 = get r1 -> libeth_xdp_buff.desc
        r3 = test r1 -> flex_adv_nic_3.ts_low.valid
        return 0 if r3 == 0
        r0 = get r2 -> container_of(idpf_rx_queue.xdp_rxq, cached_phc_time) -> *
        r1 = get r1 -> flex_adv_nic_3.ts_high
        r0 = extend r1 near r0
