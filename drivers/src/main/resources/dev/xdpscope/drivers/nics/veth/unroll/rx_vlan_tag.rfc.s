; u64 bpf_xdp_metadata_rx_vlan_tag(r1: ctx): the TCI in bits 15:0, the protocol in bits 31:16; 0 without tag
        r2 = *(u64 *)(r1 + veth_xdp_buff.skb)
        r0 = 0
        if r2 == 0 goto end
        r0 = *(u16 *)(r2 + peer_skb.vlan_proto)
        r0 = be16 r0
        r0 <<= 16
        r2 = *(u16 *)(r2 + skb.vlan_tci)
        r0 |= r2
