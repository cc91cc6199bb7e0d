; u64 bpf_xdp_metadata_rx_vlan_tag(r1: ctx): the TCI in bits 15:0, the protocol in bits 31:16; 0 without tag
        r2 = get r1 -> ice_xdp_buff.pkt_ctx -> vlan_proto
        return 0 if w2 == 0

        r1 = get r1 -> ice_xdp_buff.eop_desc
        r4 = get r1 -> flex_nic.l2tag1
        r5 = test r1 -> flex_nic.status_error0.l2tag1p
        if r5 != 0 goto join
        r4 = get r1 -> flex_nic.l2tag2_2nd
        r5 = test r1 -> flex_nic.status_error1.l2tag2p
        if r5 == 0 goto end

join:   if w4 == 0 goto end
        r2 <<= 16
        r0 = r2
        r0 |= r4
