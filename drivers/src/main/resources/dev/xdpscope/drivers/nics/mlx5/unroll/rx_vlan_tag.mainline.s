; int bpf_xdp_metadata_rx_vlan_tag(r1: ctx, r2: __be16 *vlan_proto, r3: u16 *vlan_tci)
        r4 = *(u64 *)(r1 + mlx5e_xdp_buff.cqe)
        r5 = *(u8 *)(r4 + cqe64.l4_l3_hdr_type.vlan)
        w5 &= cqe64.l4_l3_hdr_type.vlan.mask
        w0 = -ENODATA
        if w5 == 0 goto end
        w5 = ETH_P_8021Q
        r5 = be16 r5
        *(u16 *)(r2 + 0) = r5
        r4 = *(u16 *)(r4 + cqe64.vlan_info)
        r4 = be16 r4
        *(u16 *)(r3 + 0) = r4
        w0 = 0
