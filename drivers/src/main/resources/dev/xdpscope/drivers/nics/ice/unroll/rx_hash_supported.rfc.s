; u64 bpf_xdp_metadata_rx_hash_supported(r1: ctx): nothing that switches hashes off reaches the kfunc
        r0 = 1
