; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx), driver of 2022
        r2 = *(u64 *)(r1 + bnxt_xdp_buff.bp)
        r0 = 0
        r3 = *(u32 *)(r2 + bnxt.flags)
        w3 &= CHIP_P5_PLUS
        if w3 == 0 goto end
        r3 = *(u64 *)(r2 + bnxt.ptp_cfg)
        if r3 == 0 goto end

        ; a PTP packet says that it has a timestamp; of others the device may stamp all
        r3 = *(u64 *)(r1 + bnxt_xdp_buff.rxcmp)
        r3 = *(u32 *)(r3 + l2_cmp.len_flags_type.itype)
        w3 &= l2_cmp.len_flags_type.itype.mask
        w3 >>= l2_cmp.len_flags_type.itype.shift
        if w3 == ITYPE_PTP_W_TS goto convert
        r2 = *(u8 *)(r2 + bnxt.ptp_all_rx_tstamp)
        if w2 == 0 goto end
convert:
        call bnxt_locked_rx_timestamp           ; leaves the time in scratch.r0 and gives the context back
        r1 = r0
        r0 = *(u64 *)(r1 + scratch.r0)
