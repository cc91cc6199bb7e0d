; bpf_xdp_metadata_rx_timestamp; in mainline r2 is u64 *timestamp
mainline:       let rV = r3
rfc:            let rV = r0
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.priv)
                r3 = *(u32 *)(r3 + stmmac_priv.hwts_rx_en)
mainline:       w0 = -ENODATA
rfc:            r0 = 0
                if w3 == 0 goto end
                r3 = *(u64 *)(r1 + stmmac_xdp_buff.desc)
                r4 = *(u32 *)(r3 + rx_gmac4.rdes3.rs1v)
                w4 &= rx_gmac4.rdes3.rs1v.mask
                if w4 == 0 goto end
                r4 = *(u32 *)(r3 + rx_gmac4.rdes1.tsa)
                w4 &= rx_gmac4.rdes1.tsa.mask
                if w4 == 0 goto end
mainline:       *(u64 *)(r1 + scratch.r2) = r2

                ; leaves the time in scratch.r0, which is 0 if there is none, and gives the context back
                call stmmac_context_timestamp
                r1 = r0
mainline:       w0 = -ENODATA
mainline:       r3 = *(u64 *)(r1 + scratch.r1)          ; whether there is one: a time may be 0
mainline:       if r3 == 0 goto end
mainline:       r2 = *(u64 *)(r1 + scratch.r2)
                rV = *(u64 *)(r1 + scratch.r0)
                result rV
