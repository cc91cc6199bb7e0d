; bpf_xdp_metadata_rx_timestamp, queue with real-time stamps; in mainline r2 is u64 *timestamp
mainline:       let rA = r3, rB = r5, rV = r4
rfc:            let rA = r2, rB = r3, rV = r0
                rA = get r1 -> mlx5e_xdp_buff.rq -> tstamp -> rx_filter
                none if wA != HWTSTAMP_FILTER_ALL
                rA = get r1 -> mlx5e_xdp_buff.cqe
                rV = get rA -> cqe64.timestamp_h        ; seconds
                rB = get rA -> cqe64.timestamp_l        ; nanoseconds
                rV *= NSEC_PER_SEC
                rV += rB
                result rV
