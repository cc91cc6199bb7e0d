; u64 bpf_xdp_metadata_rx_vlan_tag_supported(r1: ctx)
        r1 = *(u64 *)(r1 + ice_xdp_buff.pkt_ctx)
        r1 = *(u16 *)(r1 + ice_pkt_ctx.vlan_proto)
        r0 = 0
        if w1 == 0 goto end
        r0 = 1
