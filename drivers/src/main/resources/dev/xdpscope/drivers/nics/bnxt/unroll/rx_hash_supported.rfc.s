; u64 bpf_xdp_metadata_rx_hash_supported(r1: ctx): the driver has no switch for it
        r0 = 1
