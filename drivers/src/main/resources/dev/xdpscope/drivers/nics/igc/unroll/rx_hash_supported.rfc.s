; u64 bpf_xdp_metadata_rx_hash_supported(r1: ctx)
        r0 = get r1 -> xdp_buff.rxq -> dev -> features bits NETIF_F_RXHASH_BIT
