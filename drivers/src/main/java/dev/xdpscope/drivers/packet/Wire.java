package dev.xdpscope.drivers.packet;

/** Big-endian numbers in a frame. The caller has checked that they are there. */
final class Wire {
    private Wire() {}

    static int u8(byte[] b, int offset) {
        return b[offset] & 0xff;
    }

    static int u16(byte[] b, int offset) {
        return u8(b, offset) << 8 | u8(b, offset + 1);
    }

    static long u32(byte[] b, int offset) {
        return (long) u16(b, offset) << 16 | u16(b, offset + 2);
    }
}
