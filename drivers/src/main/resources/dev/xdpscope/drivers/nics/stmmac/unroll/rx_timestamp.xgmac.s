; bpf_xdp_metadata_rx_timestamp; in mainline r2 is u64 *timestamp
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.priv)
                r3 = *(u32 *)(r3 + stmmac_priv.hwts_rx_en)
mainline:       w0 = -ENODATA
rfc:            r0 = 0
                if w3 == 0 goto end
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.desc)
                r3 = *(u32 *)(r3 + rx_xgmac.rdes3.cda)
                w3 &= rx_xgmac.rdes3.cda.mask
                if w3 == 0 goto end

                ; the context descriptor, with a timestamp that was not dropped
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.ndesc)
                r4 = *(u32 *)(r3 + dma_desc.des3)
                w4 &= rx_xgmac.next.rdes3.own.mask + rx_xgmac.next.rdes3.ctxt.mask + rx_xgmac.next.rdes3.tsd.mask + rx_xgmac.next.rdes3.tsa.mask
                if w4 != rx_xgmac.next.rdes3.ctxt.mask + rx_xgmac.next.rdes3.tsa.mask goto end
                r5 = *(u32 *)(r3 + dma_desc.des0)
                r4 = *(u32 *)(r3 + dma_desc.des1)
                if w5 != CORRUPTED goto time
                if w4 == CORRUPTED goto end
time:           r4 *= NSEC_PER_SEC
                r5 += r4
                result r5
