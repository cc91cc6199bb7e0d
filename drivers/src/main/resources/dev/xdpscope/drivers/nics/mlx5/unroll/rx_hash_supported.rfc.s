; u64 bpf_xdp_metadata_rx_hash_supported(r1: ctx)
        r1 = *(u64 *)(r1 + mlx5_xdp_buff.rq)
        r1 = *(u64 *)(r1 + mlx5e_rq.netdev)
        r0 = *(u64 *)(r1 + net_device.features)
        r0 >>= NETIF_F_RXHASH_BIT
        r0 &= 1
