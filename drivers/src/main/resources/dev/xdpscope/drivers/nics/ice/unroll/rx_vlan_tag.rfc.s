; u64 bpf_xdp_metadata_rx_vlan_tag(r1: ctx): the TCI in bits 15:0, the protocol in bits 31:16; 0 without tag
        r2 = *(u64 *)(r1 + ice_xdp_buff.pkt_ctx)
        r2 = *(u16 *)(r2 + ice_pkt_ctx.vlan_proto)
        r0 = 0
        if w2 == 0 goto end
        r2 = be16 r2

        r1 = *(u64 *)(r1 + ice_xdp_buff.eop_desc)
        r4 = *(u16 *)(r1 + flex_nic.l2tag1)
        r5 = *(u16 *)(r1 + flex_nic.status_error0.l2tag1p)
        w5 &= flex_nic.status_error0.l2tag1p.mask
        if w5 != 0 goto join
        r4 = *(u16 *)(r1 + flex_nic.l2tag2_2nd)
        r5 = *(u16 *)(r1 + flex_nic.status_error1.l2tag2p)
        w5 &= flex_nic.status_error1.l2tag2p.mask
        if w5 == 0 goto end

join:   if w4 == 0 goto end
        r2 <<= 16
        r0 = r2
        r0 |= r4
