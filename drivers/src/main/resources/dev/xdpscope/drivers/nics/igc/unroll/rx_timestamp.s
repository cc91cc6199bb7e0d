; bpf_xdp_metadata_rx_timestamp; in mainline r2 is u64 *timestamp
mainline:       let rA = r3, rV = r5
rfc:            let rA = r2, rV = r0
                rA = test r1 -> igc_xdp_buff.rx_desc -> adv_rx.status.tsip
                none if rA == 0

                ; the header in front of the frame, or what stands there now
                rA = get r1 -> igc_xdp_buff.rx_ts
                rV = get rA -> igc_inline_rx_tstamps.timer0_s
                rV *= NSEC_PER_SEC
                rA = get rA -> igc_inline_rx_tstamps.timer0_ns
                rV += rA

                ; r4: what the link's speed adds to the way in; the adapter lies behind the net_device
                rA = get r1 -> xdp_buff.rxq -> dev -> igc_netdev.adapter.link_speed
                w4 = table wA
                     10 => RX_LATENCY_10
                     100 => RX_LATENCY_100
                     1000 => RX_LATENCY_1000
                     2500 => RX_LATENCY_2500
                     else => 0
                rV -= r4
                result rV
