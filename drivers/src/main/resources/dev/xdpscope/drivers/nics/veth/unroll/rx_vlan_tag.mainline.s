; int bpf_xdp_metadata_rx_vlan_tag(r1: ctx, r2: __be16 *vlan_proto, r3: u16 *vlan_tci)
        r1 = *(u64 *)(r1 + veth_xdp_buff.skb)
        w0 = -ENODATA
        if r1 == 0 goto end
        r4 = *(u16 *)(r1 + peer_skb.vlan_proto)
        r5 = *(u16 *)(r1 + skb.vlan_tci)
        *(u16 *)(r3 + 0) = r5           ; also where there is no tag
        w5 |= w4
        if w5 == 0 goto end
        *(u16 *)(r2 + 0) = r4
        w0 = 0
