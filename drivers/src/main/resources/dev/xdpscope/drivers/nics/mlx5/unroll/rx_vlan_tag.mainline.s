; int bpf_xdp_metadata_rx_vlan_tag(r1: ctx, r2: __be16 *vlan_proto, r3: u16 *vlan_tci)
        r4 = get r1 -> mlx5e_xdp_buff.cqe
        r5 = test r4 -> cqe64.l4_l3_hdr_type.vlan
        return -ENODATA if r5 == 0
        copy_be16 (r2), ETH_P_8021Q
        copy_u16 (r3), r4 -> cqe64.vlan_info
        return 0
