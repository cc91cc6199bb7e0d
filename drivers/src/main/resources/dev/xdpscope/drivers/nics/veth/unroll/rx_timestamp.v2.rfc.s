; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx), as RFC v2 had it
        r5 = *(u64 *)(r1 + veth_xdp_buff.skb)
        if r5 != 0 goto stamp
        r0 = 0
        goto end
stamp:  r0 = *(u64 *)(r5 + skb.tstamp)
