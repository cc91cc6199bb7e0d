package dev.xdpscope.drivers.nic;

/** The kernel's flags for what hints a device's XDP programs can get: {@code netdev_xdp_rx_metadata}, include/uapi/linux/netdev.h 6.12. */
public enum Feature {
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
    public int flag() {
        return flag;
    }

    /** The kfunc of mainline that the flag stands for. */
    public String kfunc() {
        return kfunc;
    }
}
