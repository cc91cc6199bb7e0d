; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r3 = *(u64 *)(r1 + igc_xdp_buff.rx_desc)
        r3 = *(u32 *)(r3 + adv_rx.status.tsip)
        w3 &= adv_rx.status.tsip.mask
        w0 = -ENODATA
        if w3 == 0 goto end

        ; the header in front of the frame, or what stands there now
        r3 = *(u64 *)(r1 + igc_xdp_buff.rx_ts)
        r5 = *(u32 *)(r3 + igc_inline_rx_tstamps.timer0_s)
        r5 *= NSEC_PER_SEC
        r3 = *(u32 *)(r3 + igc_inline_rx_tstamps.timer0_ns)
        r5 += r3

        ; r4: what the link's speed adds to the way in
        r3 = *(u64 *)(r1 + xdp_buff.rxq)
        r3 = *(u64 *)(r3 + xdp_rxq_info.dev)   ; the adapter lies behind it
        r3 = *(u32 *)(r3 + igc_netdev.adapter.link_speed)
        w4 = RX_LATENCY_10
        if w3 == 10 goto take
        w4 = RX_LATENCY_100
        if w3 == 100 goto take
        w4 = RX_LATENCY_1000
        if w3 == 1000 goto take
        w4 = RX_LATENCY_2500
        if w3 == 2500 goto take
        w4 = 0
take:   r5 -= r4
        *(u64 *)(r2 + 0) = r5
        w0 = 0
