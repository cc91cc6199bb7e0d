; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r4 = *(u64 *)(r1 + xdp_buff.rxq)        ; lies in the queue
        r5 = *(u8 *)(r4 + idpf_rx_queue.ptp_rx - idpf_rx_queue.xdp_rxq)
        w0 = -ENODATA
        if w5 == 0 goto end
        r3 = *(u64 *)(r1 + libeth_xdp_buff.desc)
        r5 = *(u8 *)(r3 + flex_adv_nic_3.ts_low.valid)
        w5 &= flex_adv_nic_3.ts_low.valid.mask
        if w5 == 0 goto end

        ; the difference of the low halves, with its sign, leads from the cached time to the arrival
        r4 = *(u64 *)(r4 + idpf_rx_queue.cached_phc_time - idpf_rx_queue.xdp_rxq)
        r4 = *(u64 *)(r4 + 0)
        r3 = *(u32 *)(r3 + flex_adv_nic_3.ts_high)
        w3 -= w4
        r3 <<= 32
        r3 s>>= 32
        r4 += r3
        *(u64 *)(r2 + 0) = r4
        w0 = 0
