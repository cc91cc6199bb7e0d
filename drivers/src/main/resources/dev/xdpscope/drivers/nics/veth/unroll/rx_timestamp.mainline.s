; int bpf_xdp_metadata_rx_timestamp(r1: ctx, r2: u64 *timestamp)
        r3 = *(u64 *)(r1 + veth_xdp_buff.skb)
        w0 = -ENODATA
        if r3 == 0 goto end
        r3 = *(u64 *)(r3 + skb.hwtstamp)
        *(u64 *)(r2 + 0) = r3
        w0 = 0
