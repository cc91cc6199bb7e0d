package dev.xdpscope.engine.route;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The first bits of addresses.
 *
 * @param address one of them: where it stands for a device's own address the rest matters too
 * @param length number of bits
 */
public record Prefix(InetAddress address, int length) {
    /** A single address. */
    public static Prefix of(InetAddress address) {
        return new Prefix(address, address.getAddress().length * Byte.SIZE);
    }

    /** Whether addresses have 128 bits. */
    public boolean six() {
        return address instanceof Inet6Address;
    }

    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length && common(address, other) >= length;
    }

    /** The number of leading bits that two addresses of one family have in common. */
    static int common(InetAddress a, InetAddress b) {
        byte[] left = a.getAddress();
        byte[] right = b.getAddress();
        for (int i = 0; i < left.length; i++) {
            int differ = (left[i] ^ right[i]) & 0xff;
            if (differ != 0) {
                return i * Byte.SIZE + Integer.numberOfLeadingZeros(differ) - (Integer.SIZE - Byte.SIZE);
            }
        }
        return left.length * Byte.SIZE;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + length;
    }
}
