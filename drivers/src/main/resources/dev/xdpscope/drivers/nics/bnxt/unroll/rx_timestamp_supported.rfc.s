; u64 bpf_xdp_metadata_rx_timestamp_supported(r1: ctx): the RFC series does not look at the device
        r0 = 1
