; u64 bpf_xdp_metadata_rx_vlan_tag_supported(r1: ctx)
        r1 = test r1 -> ice_xdp_buff.pkt_ctx -> vlan_proto
        return 0 if r1 == 0
        return 1
