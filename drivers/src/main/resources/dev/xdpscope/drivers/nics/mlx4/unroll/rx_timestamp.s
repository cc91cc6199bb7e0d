; bpf_xdp_metadata_rx_timestamp; in mainline r2 is u64 *timestamp
mainline:       let rA = r3, rC = r0, rV = r3
rfc:            let rA = r2, rC = r1, rV = r0
                rA = get r1 -> mlx4_en_xdp_buff.ring -> hwtstamp_rx_filter
                none if wA != HWTSTAMP_FILTER_ALL
mainline:       *(u64 *)(r1 + scratch.r2) = r2
                call mlx4_en_locked_timestamp           ; leaves the time in scratch.r0 and gives the context back
mainline:       r2 = *(u64 *)(r0 + scratch.r2)
rfc:            r1 = r0
                rV = *(u64 *)(rC + scratch.r0)
                result rV
