; u64 bpf_xdp_metadata_rx_vlan_tag_supported(r1: ctx)
        r0 = get r1 -> mlx5e_xdp_buff.xdp.rxq -> dev -> features bits NETIF_F_HW_VLAN_CTAG_RX_BIT
