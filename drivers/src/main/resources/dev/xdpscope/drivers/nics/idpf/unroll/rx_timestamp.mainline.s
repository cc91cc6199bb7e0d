; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r4 = get r1 -> xdp_buff.rxq             ; lies in the queue
        r5 = get r4 -> container_of(idpf_rx_queue.xdp_rxq, ptp_rx)
        return -ENODATA if w5 == 0
        r3 = get r1 -> libeth_xdp_buff.desc
        r5 = test r3 -> flex_adv_nic_3.ts_low.valid
        return -ENODATA if r5 == 0
        r4 = get r4 -> container_of(idpf_rx_queue.xdp_rxq, cached_phc_time) -> *
        r3 = get r3 -> flex_adv_nic_3.ts_high
        r4 = extend r3 near r4
        *(u64 *)(r2 + 0) = r4
        return 0
