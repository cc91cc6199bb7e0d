; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = test r1 -> igc_xdp_buff.rx_desc -> adv_rx.status.tsip
        return 0 if r2 == 0

        ; the header in front of the frame, or what stands there now
        r2 = get r1 -> igc_xdp_buff.rx_ts
        r0 = get r2 -> igc_inline_rx_tstamps.timer0_s
        r0 *= NSEC_PER_SEC
        r2 = get r2 -> igc_inline_rx_tstamps.timer0_ns
        r0 += r2

        ; r4: what the link's speed adds to the way in; the adapter lies behind the net_device
        r2 = get r1 -> xdp_buff.rxq -> dev -> igc_netdev.adapter.link_speed
        w4 = table w2
             10 => RX_LATENCY_10
             100 => RX_LATENCY_100
             1000 => RX_LATENCY_1000
             2500 => RX_LATENCY_2500
             else => 0
        r0 -= r4
