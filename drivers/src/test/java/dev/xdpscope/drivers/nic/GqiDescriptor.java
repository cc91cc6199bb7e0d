package dev.xdpscope.drivers.nic;

import java.nio.ByteBuffer;

/** A GQI descriptor of gve, decoded from the documented layout: 64 bytes, big endian. */
record GqiDescriptor(byte[] bytes) {
    long hash() {
        return ByteBuffer.wrap(bytes).getInt(48) & 0xffff_ffffL;
    }

    int sum() {
        return ByteBuffer.wrap(bytes).getShort(58) & 0xffff;
    }

    int length() {
        return ByteBuffer.wrap(bytes).getShort(60) & 0xffff;
    }

    boolean fragment() {
        return flag(6);
    }

    /** 4, 6, or 0 for no IP. */
    int version() {
        return flag(7) ? 4 : flag(8) ? 6 : 0;
    }

    /** 6 for TCP, 17 for UDP, 0 for neither. */
    int protocol() {
        return flag(9) ? 6 : flag(10) ? 17 : 0;
    }

    private boolean flag(int bit) {
        return (ByteBuffer.wrap(bytes).getShort(62) >> bit & 1) == 1;
    }
}
