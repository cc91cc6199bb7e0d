package dev.xdpscope.drivers.nic;

import java.util.Locale;

/**
 * What a device does with the metadata of frames that AF_XDP sends: the attribute {@code xsk-features}, {@code enum
 * netdev_xsk_flags}, include/uapi/linux/netdev.h; the last one is in 6.17 and not in 6.12.
 */
public enum XskFeature implements Flag {
    TX_TIMESTAMP,
    TX_CHECKSUM,
    TX_LAUNCH_TIME_FIFO;

    @Override
    public int flag() {
        return 1 << ordinal();
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
