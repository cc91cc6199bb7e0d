; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r4 = *(u64 *)(r1 + gve_xdp_buff.gve)
        r5 = *(u64 *)(r4 + gve_priv.nic_ts_report)
        w0 = -ENODATA
        if r5 == 0 goto end                     ; the driver keeps no clock
        r3 = *(u64 *)(r1 + gve_xdp_buff.compl_desc)
        r5 = *(u8 *)(r3 + rx_compl_desc_dqo.ts_sub_nsecs_low.valid)
        w5 &= rx_compl_desc_dqo.ts_sub_nsecs_low.valid.mask
        if w5 == 0 goto end

        ; the difference of the low halves, with its sign, leads from the last reading to the arrival
        r4 = *(u64 *)(r4 + gve_priv.last_sync_nic_counter)
        r3 = *(u32 *)(r3 + rx_compl_desc_dqo.ts)
        w3 -= w4
        r3 <<= 32
        r3 s>>= 32
        r4 += r3
        *(u64 *)(r2 + 0) = r4
        w0 = 0
