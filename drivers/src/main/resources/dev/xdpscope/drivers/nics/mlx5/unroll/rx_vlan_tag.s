; bpf_xdp_metadata_rx_vlan_tag; in mainline r2 is __be16 *vlan_proto, r3 is u16 *vlan_tci
mainline:       let rA = r4, rB = r5
rfc:            let rA = r1, rB = r2
                rA = get r1 -> mlx5e_xdp_buff.cqe
                rB = test rA -> cqe64.l4_l3_hdr_type.vlan
                none if rB == 0
                result ETH_P_8021Q, rA -> cqe64.vlan_info
