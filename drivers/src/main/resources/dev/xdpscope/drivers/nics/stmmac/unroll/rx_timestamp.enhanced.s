; bpf_xdp_metadata_rx_timestamp; in mainline r2 is u64 *timestamp
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.priv)
                r3 = *(u32 *)(r3 + stmmac_priv.hwts_rx_en)
mainline:       w0 = -ENODATA
rfc:            r0 = 0
                if w3 == 0 goto end
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.desc)
                r5 = *(u32 *)(r3 + rx_enhanced.rdes2)
                r4 = *(u32 *)(r3 + rx_enhanced.rdes3)
                if w5 != CORRUPTED goto time
                if w4 == CORRUPTED goto end
time:           r4 *= NSEC_PER_SEC
                r5 += r4
                result r5
