; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r3 = test r1 -> igc_xdp_buff.rx_desc -> adv_rx.status.tsip
        return -ENODATA if r3 == 0

        ; the header in front of the frame, or what stands there now
        r3 = get r1 -> igc_xdp_buff.rx_ts
        r5 = get r3 -> igc_inline_rx_tstamps.timer0_s
        r5 *= NSEC_PER_SEC
        r3 = get r3 -> igc_inline_rx_tstamps.timer0_ns
        r5 += r3

        ; r4: what the link's speed adds to the way in; the adapter lies behind the net_device
        r3 = get r1 -> xdp_buff.rxq -> dev -> igc_netdev.adapter.link_speed
        w4 = table w3
             10 => RX_LATENCY_10
             100 => RX_LATENCY_100
             1000 => RX_LATENCY_1000
             2500 => RX_LATENCY_2500
             else => 0
        r5 -= r4
        *(u64 *)(r2 + 0) = r5
        return 0
