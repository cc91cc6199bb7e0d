package dev.xdpscope.drivers.packet;

import java.util.Arrays;

/**
 * A packet as a capture holds it.
 *
 * @param index 0-based position in the capture
 * @param timestampNanos nanoseconds since the Unix epoch as an unsigned 64-bit number; 0 where the file has none
 * @param bytes the captured bytes from the destination MAC address on; shared, not to be changed
 * @param originalLength length on the wire in bytes; more than {@code bytes.length} where a snap length cut the packet
 */
public record Packet(int index, long timestampNanos, byte[] bytes, int originalLength) {

    /** Whether bytes of the packet were not captured. */
    public boolean cut() {
        return bytes.length < originalLength;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Packet p && index == p.index && timestampNanos == p.timestampNanos
                && originalLength == p.originalLength && Arrays.equals(bytes, p.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(timestampNanos) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "packet " + index + " at " + Long.toUnsignedString(timestampNanos) + " ns, " + bytes.length + " of "
                + originalLength + " bytes";
    }
}
