; int bpf_xdp_metadata_rx_vlan_tag(r1: ctx, r2: __be16 *vlan_proto, r3: u16 *vlan_tci)
        r4 = get r1 -> ice_xdp_buff.pkt_ctx
        r4 = *(u16 *)(r4 + ice_pkt_ctx.vlan_proto)
        *(u16 *)(r2 + 0) = r4                   ; in its byte order, and before a tag is found
        return -ENODATA if w4 == 0

        r1 = get r1 -> ice_xdp_buff.eop_desc
        r4 = get r1 -> flex_nic.l2tag1
        r5 = test r1 -> flex_nic.status_error0.l2tag1p
        if r5 != 0 goto store
        r4 = get r1 -> flex_nic.l2tag2_2nd
        r5 = test r1 -> flex_nic.status_error1.l2tag2p
        if r5 != 0 goto store
        w4 = 0
store:  *(u16 *)(r3 + 0) = r4
        if w4 == 0 goto end
        return 0
