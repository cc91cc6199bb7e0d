package dev.xdpscope.drivers.packet;

import java.util.HexFormat;

/** An Ethernet address; {@code value} holds its 48 bits, the first byte on the wire highest. */
public record MacAddress(long value) {

    static MacAddress at(byte[] bytes, int offset) {
        return new MacAddress((long) Wire.u16(bytes, offset) << 32 | Wire.u32(bytes, offset + 2));
    }

    /** Whether the group bit (the lowest of the first byte) is set: multicast or broadcast. */
    public boolean group() {
        return (value >>> 40 & 1) != 0;
    }

    /** For example {@code 02:00:00:00:00:0a}. */
    @Override
    public String toString() {
        String hex = HexFormat.of().toHexDigits(value, 12);
        return hex.replaceAll("(..)(?!$)", "$1:");
    }
}
