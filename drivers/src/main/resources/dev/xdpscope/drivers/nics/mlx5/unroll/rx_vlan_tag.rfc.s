; u64 bpf_xdp_metadata_rx_vlan_tag(r1: ctx): the TCI in bits 15:0, the protocol in bits 31:16; 0 without tag
        r1 = *(u64 *)(r1 + mlx5e_xdp_buff.cqe)
        r2 = *(u8 *)(r1 + cqe64.l4_l3_hdr_type.vlan)
        w2 &= cqe64.l4_l3_hdr_type.vlan.mask
        r0 = 0
        if w2 == 0 goto end
        r2 = *(u16 *)(r1 + cqe64.vlan_info)
        r2 = be16 r2
        r0 = ETH_P_8021Q
        r0 <<= 16
        r0 |= r2
