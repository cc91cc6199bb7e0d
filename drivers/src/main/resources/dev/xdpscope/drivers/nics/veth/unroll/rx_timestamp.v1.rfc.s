; u64 bpf_xdp_metadata_rx_timestamp(r1: ctx), as RFC v1 had it: the jump is the wrong way round
        r1 = *(u64 *)(r1 + veth_xdp_buff.skb)
        if r1 == 0 goto stamp
        r0 = 0
stamp:  r0 = *(u64 *)(r1 + skb.tstamp)
