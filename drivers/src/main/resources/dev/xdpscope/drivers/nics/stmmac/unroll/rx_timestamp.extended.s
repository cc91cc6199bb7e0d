; bpf_xdp_metadata_rx_timestamp; in mainline r2 is u64 *timestamp
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.priv)
                r3 = *(u32 *)(r3 + stmmac_priv.hwts_rx_en)
mainline:       w0 = -ENODATA
rfc:            r0 = 0
                if w3 == 0 goto end
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.desc)
                r4 = *(u32 *)(r3 + rx_extended.rdes0.tsv)
                w4 &= rx_extended.rdes0.tsv.mask
                if w4 == 0 goto end
                r5 = *(u32 *)(r3 + rx_extended.rdes6)
                r4 = *(u32 *)(r3 + rx_extended.rdes7)
                r4 *= NSEC_PER_SEC
                r5 += r4
                result r5
