; u64 bpf_xdp_metadata_rx_vlan_tag(r1: ctx): the tag in bits 15:0, its protocol in bits 31:16
        r1 = *(u64 *)(r1 + i40e_xdp_buff.desc)
        r2 = *(u64 *)(r1 + rx_desc.status.l2tag1p)
        w2 &= rx_desc.status.l2tag1p.mask
        r0 = 0
        if w2 == 0 goto end
        r0 = *(u16 *)(r1 + rx_desc.l2tag1)
        w2 = ETH_P_8021Q
        w2 <<= 16
        r0 |= r2
