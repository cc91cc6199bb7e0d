package dev.xdpscope.drivers.nic;

import java.util.Locale;

/** The kernel's flags for what hints a device's XDP programs can get: {@code netdev_xdp_rx_metadata}, include/uapi/linux/netdev.h 6.12. */
public enum Feature implements Flag {
    TIMESTAMP(1, "bpf_xdp_metadata_rx_timestamp"),
    HASH(2, "bpf_xdp_metadata_rx_hash"),
    VLAN_TAG(4, "bpf_xdp_metadata_rx_vlan_tag");

    private final int flag;
    private final String kfunc;

    Feature(int flag, String kfunc) {
        this.flag = flag;
        this.kfunc = kfunc;
    }

    /** The bit in {@code xdp-rx-metadata-features} of the netdev netlink family. */
    @Override
    public int flag() {
        return flag;
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kfunc of mainline that the flag stands for. */
    public String kfunc() {
        return kfunc;
    }
}
