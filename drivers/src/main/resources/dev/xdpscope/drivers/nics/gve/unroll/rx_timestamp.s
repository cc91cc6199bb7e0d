; bpf_xdp_metadata_rx_timestamp; in mainline r2 is u64 *timestamp
mainline:       let rA = r4, rB = r5, rC = r3, rV = r4
rfc:            let rA = r2, rB = r3, rC = r1, rV = r0
                rA = *(u64 *)(r1 + gve_xdp_buff.gve)
                rB = *(u64 *)(rA + gve_priv.nic_ts_report)
mainline:       w0 = -ENODATA
rfc:            r0 = 0
                if rB == 0 goto end                     ; the driver keeps no clock
                rC = *(u64 *)(r1 + gve_xdp_buff.compl_desc)
                rB = *(u8 *)(rC + rx_compl_desc_dqo.ts_sub_nsecs_low.valid)
                wB &= rx_compl_desc_dqo.ts_sub_nsecs_low.valid.mask
                if wB == 0 goto end

                ; the difference of the low halves, with its sign, leads from the last reading to the arrival
                rV = *(u64 *)(rA + gve_priv.last_sync_nic_counter)
                rC = *(u32 *)(rC + rx_compl_desc_dqo.ts)
                wC -= wV
                rC <<= 32
                rC s>>= 32
                rV += rC
                result rV
