; u64 bpf_xdp_metadata_rx_hash_supported(r1: ctx)
        r1 = *(u64 *)(r1 + xdp_buff.rxq)
        r1 = *(u64 *)(r1 + xdp_rxq_info.dev)
        r0 = *(u64 *)(r1 + net_device.features)
        r0 >>= NETIF_F_RXHASH_BIT
        r0 &= 1
