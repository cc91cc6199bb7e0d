package dev.xdpscope.drivers.nic;

/** A fact the NIC knows of a packet that the packet does not say. */
public enum Hint {
    RX_TIMESTAMP("rx_timestamp", "bpf_xdp_metadata_rx_timestamp"),
    RX_HASH("rx_hash", "bpf_xdp_metadata_rx_hash"),
    RX_VLAN_TAG("rx_vlan_tag", "bpf_xdp_metadata_rx_vlan_tag");

    private final String word;
    private final String kfunc;

    Hint(String word, String kfunc) {
        this.word = word;
        this.kfunc = kfunc;
    }

    /** The mainline kfunc that gives it (net/core/xdp.c, 6.12). */
    public String kfunc() {
        return kfunc;
    }

    /** How many pointers for values that kfunc takes after the context. */
    public int outputs() {
        return this == RX_TIMESTAMP ? 1 : 2;
    }

    @Override
    public String toString() {
        return word;
    }
}
