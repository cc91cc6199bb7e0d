package dev.xdpscope.drivers.packet;

import java.util.zip.CRC32C;

/** Internet checksums (RFC 1071) and SCTP's CRC (RFC 9260 appendix A). */
public final class Checksums {
    private Checksums() {}

    /**
     * Ones' complement sum of the big-endian 16-bit words in {@code [from, to)}, folded to 16 bits and not inverted; an
     * odd last byte is the high half of a word. An empty range gives 0.
     */
    public static int sum(byte[] bytes, int from, int to) {
        long sum = 0;
        for (int i = from; i + 1 < to; i += 2) {
            sum += Wire.u16(bytes, i);
        }
        if ((to - from) % 2 == 1) {
            sum += Wire.u8(bytes, to - 1) << 8;
        }
        return fold(sum);
    }

    /** Folds carries back in until 16 bits are left. */
    public static int fold(long sum) {
        long s = sum;
        while (s >>> 16 != 0) {
            s = (s & 0xffff) + (s >>> 16);
        }
        return (int) s;
    }

    /** The sum of the pseudo-header of TCP, UDP and ICMPv6 (RFC 9293 section 3.1, RFC 8200 section 8.1). */
    public static int pseudoHeader(L3 l3, int protocol, int length) {
        byte[] source = l3.source().bytes();
        byte[] destination = l3.destination().bytes();
        return fold((long) sum(source, 0, source.length) + sum(destination, 0, destination.length) + protocol
                + (length >>> 16) + (length & 0xffff));
    }

    /** Whether an SCTP packet's CRC32c, which is stored little-endian, is right. */
    static boolean sctp(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, 8);
        crc.update(new byte[4]);
        crc.update(bytes, from + 12, to - from - 12);
        return Integer.reverseBytes((int) Wire.u32(bytes, from + 8)) == (int) crc.getValue();
    }
}
