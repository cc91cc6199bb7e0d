; u64 bpf_xdp_metadata_rx_hash_supported(r1: ctx)
        r0 = get r1 -> mlx4_en_xdp_buff.dev -> features bits NETIF_F_RXHASH_BIT
