package dev.xdpscope.engine.xdp;

/** The verdicts of an XDP program, in the order of {@code enum xdp_action} (include/uapi/linux/bpf.h). */
public enum XdpAction {
    XDP_ABORTED,
    XDP_DROP,
    XDP_PASS,
    XDP_TX,
    XDP_REDIRECT;

    /** The action for the program's return value; an unknown value is treated as XDP_ABORTED, as drivers do. */
    public static XdpAction of(long r0) {
        int value = (int) r0;
        return value >= 0 && value < values().length ? values()[value] : XDP_ABORTED;
    }
}
