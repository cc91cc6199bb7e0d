package dev.xdpscope.drivers.nic;

import java.util.Locale;

/** What a device's XDP can do: the attribute {@code xdp-features}, {@code enum netdev_xdp_act}, include/uapi/linux/netdev.h 6.12. */
public enum XdpFeature implements Flag {
    BASIC,
    REDIRECT,
    NDO_XMIT,
    XSK_ZEROCOPY,
    HW_OFFLOAD,
    RX_SG,
    NDO_XMIT_SG;

    @Override
    public int flag() {
        return 1 << ordinal();
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
