; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx)
        r2 = *(u64 *)(r1 + gve_xdp_buff.gve)
        r3 = *(u64 *)(r2 + gve_priv.nic_ts_report)
        r0 = 0
        if r3 == 0 goto end                     ; the driver keeps no clock
        r1 = *(u64 *)(r1 + gve_xdp_buff.compl_desc)
        r3 = *(u8 *)(r1 + rx_compl_desc_dqo.ts_sub_nsecs_low.valid)
        w3 &= rx_compl_desc_dqo.ts_sub_nsecs_low.valid.mask
        if w3 == 0 goto end

        ; the difference of the low halves, with its sign, leads from the last reading to the arrival
        r0 = *(u64 *)(r2 + gve_priv.last_sync_nic_counter)
        r1 = *(u32 *)(r1 + rx_compl_desc_dqo.ts)
        w1 -= w0
        r1 <<= 32
        r1 s>>= 32
        r0 += r1
