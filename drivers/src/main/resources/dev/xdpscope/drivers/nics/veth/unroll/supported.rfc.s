; u64 bpf_xdp_metadata_..._supported(r1: ctx)
        r0 = 1
