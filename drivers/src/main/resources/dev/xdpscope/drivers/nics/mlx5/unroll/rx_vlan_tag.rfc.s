; u64 bpf_xdp_metadata_rx_vlan_tag(r1: ctx): the TCI in bits 15:0, the protocol in bits 31:16; 0 without tag
        r1 = get r1 -> mlx5e_xdp_buff.cqe
        r2 = test r1 -> cqe64.l4_l3_hdr_type.vlan
        return 0 if r2 == 0
        r2 = get r1 -> cqe64.vlan_info
        r0 = ETH_P_8021Q
        r0 <<= 16
        r0 |= r2
