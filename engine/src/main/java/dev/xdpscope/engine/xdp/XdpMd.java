package dev.xdpscope.engine.xdp;

/** The fields of {@code struct xdp_md} (include/uapi/linux/bpf.h, 6.1 to 7.1), each 4 bytes. */
public enum XdpMd {
    DATA("data"),
    DATA_END("data_end"),
    DATA_META("data_meta"),
    INGRESS_IFINDEX("ingress_ifindex"),
    RX_QUEUE_INDEX("rx_queue_index"),
    EGRESS_IFINDEX("egress_ifindex");

    /** {@code sizeof(struct xdp_md)}. */
    public static final int SIZE = 24;

    private final String field;

    XdpMd(String field) {
        this.field = field;
    }

    /** The C name. */
    public String field() {
        return field;
    }

    /** Byte offset in {@code struct xdp_md}. */
    public int offset() {
        return ordinal() * 4;
    }
}
