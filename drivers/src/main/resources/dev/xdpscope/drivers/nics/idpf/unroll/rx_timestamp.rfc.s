; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = *(u64 *)(r1 + xdp_buff.rxq)        ; lies in the queue
        r3 = *(u8 *)(r2 + idpf_rx_queue.ptp_rx - idpf_rx_queue.xdp_rxq)
        r0 = 0
        if w3 == 0 goto end
        r1 = *(u64 *)(r1 + libeth_xdp_buff.desc)
        r3 = *(u8 *)(r1 + flex_adv_nic_3.ts_low.valid)
        w3 &= flex_adv_nic_3.ts_low.valid.mask
        if w3 == 0 goto end

        ; the difference of the low halves, with its sign, leads from the cached time to the arrival
        r0 = *(u64 *)(r2 + idpf_rx_queue.cached_phc_time - idpf_rx_queue.xdp_rxq)
        r0 = *(u64 *)(r0 + 0)
        r1 = *(u32 *)(r1 + flex_adv_nic_3.ts_high)
        w1 -= w0
        r1 <<= 32
        r1 s>>= 32
        r0 += r1
