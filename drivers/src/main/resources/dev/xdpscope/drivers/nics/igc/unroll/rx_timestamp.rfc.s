; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = *(u64 *)(r1 + igc_xdp_buff.rx_desc)
        r2 = *(u32 *)(r2 + adv_rx.status.tsip)
        w2 &= adv_rx.status.tsip.mask
        r0 = 0
        if w2 == 0 goto end

        ; the header in front of the frame, or what stands there now
        r2 = *(u64 *)(r1 + igc_xdp_buff.rx_ts)
        r0 = *(u32 *)(r2 + igc_inline_rx_tstamps.timer0_s)
        r0 *= NSEC_PER_SEC
        r2 = *(u32 *)(r2 + igc_inline_rx_tstamps.timer0_ns)
        r0 += r2

        ; r4: what the link's speed adds to the way in
        r2 = *(u64 *)(r1 + xdp_buff.rxq)
        r2 = *(u64 *)(r2 + xdp_rxq_info.dev)   ; the adapter lies behind it
        r2 = *(u32 *)(r2 + igc_netdev.adapter.link_speed)
        w4 = RX_LATENCY_10
        if w2 == 10 goto take
        w4 = RX_LATENCY_100
        if w2 == 100 goto take
        w4 = RX_LATENCY_1000
        if w2 == 1000 goto take
        w4 = RX_LATENCY_2500
        if w2 == 2500 goto take
        w4 = 0
take:   r0 -= r4
