package dev.xdpscope.drivers.packet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An IPv4 or IPv6 address.
 *
 * @param v6 whether it is an IPv6 address
 * @param high the first 8 bytes of an IPv6 address, big-endian; 0 for IPv4
 * @param low the last 8 bytes of an IPv6 address, or the 4 of an IPv4 one
 */
public record IpAddress(boolean v6, long high, long low) {

    static IpAddress v4(byte[] bytes, int offset) {
        return new IpAddress(false, 0, Wire.u32(bytes, offset));
    }

    static IpAddress v6(byte[] bytes, int offset) {
        ByteBuffer b = ByteBuffer.wrap(bytes);
        return new IpAddress(true, b.getLong(offset), b.getLong(offset + 8));
    }

    /** In network order: 4 or 16 bytes, newly made. */
    public byte[] bytes() {
        return v6 ? ByteBuffer.allocate(16).putLong(high).putLong(low).array()
                : ByteBuffer.allocate(4).putInt((int) low).array();
    }

    /** With a port: {@code 10.0.0.1:53}, {@code [2001:db8::1]:53}. */
    public String withPort(int port) {
        return (v6 ? "[" + this + "]" : toString()) + ":" + port;
    }

    /** Dotted, or as RFC 5952 section 4 says. */
    @Override
    public String toString() {
        if (!v6) {
            return "%d.%d.%d.%d".formatted(low >> 24 & 0xff, low >> 16 & 0xff, low >> 8 & 0xff, low & 0xff);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> 48 - 16 * (i % 4)) & 0xffff;
        }
        int[] zeros = longestZeros(groups);
        return zeros[1] < 2 ? hex(groups, 0, 8)
                : hex(groups, 0, zeros[0]) + "::" + hex(groups, zeros[0] + zeros[1], 8);
    }

    /** Start and length of the longest run of zero groups, the first of several. */
    private static int[] longestZeros(int[] groups) {
        int[] best = {0, 0};
        int length = 0;
        for (int i = 0; i < 8; i++) {
            length = groups[i] == 0 ? length + 1 : 0;
            if (length > best[1]) {
                best = new int[]{i - length + 1, length};
            }
        }
        return best;
    }

    private static String hex(int[] groups, int from, int to) {
        List<String> parts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            parts.add(Integer.toHexString(groups[i]));
        }
        return String.join(":", parts);
    }
}
