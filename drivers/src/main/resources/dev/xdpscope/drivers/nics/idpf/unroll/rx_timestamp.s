; bpf_xdp_metadata_rx_timestamp; in mainline r2 is u64 *timestamp
mainline:       let rA = r4, rB = r5, rC = r3, rV = r4
rfc:            let rA = r2, rB = r3, rC = r1, rV = r0
                rA = get r1 -> xdp_buff.rxq             ; lies in the queue
                rB = get rA -> container_of(idpf_rx_queue.xdp_rxq, ptp_rx)
                none if wB == 0
                rC = get r1 -> libeth_xdp_buff.desc
                rB = test rC -> flex_adv_nic_3.ts_low.valid
                none if rB == 0
                rV = get rA -> container_of(idpf_rx_queue.xdp_rxq, cached_phc_time) -> *
                rC = get rC -> flex_adv_nic_3.ts_high
                rV = extend rC near rV
                result rV
