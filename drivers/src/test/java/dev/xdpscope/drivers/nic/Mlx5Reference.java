package dev.xdpscope.drivers.nic;

import java.math.BigInteger;
import java.util.HexFormat;

/** The hints of a CQE, decoded independently of the driver's code from the documented layout. */
final class Mlx5Reference {
    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
    private static final int[] TYPES = {0, 0, 0, 0, 0x001, 0x019, 0x029, 0x089, 0x002, 0x01a, 0x02a, 0x08a, 0, 0, 0, 0};
    private static final String UNTOUCHED = "5a";

    private Mlx5Reference() {}

    /** A driver's timecounter: everything unsigned. */
    record Timecounter(BigInteger mask, BigInteger mult, int shift, BigInteger last, BigInteger nsec,
            BigInteger frac) {}

    /** The timestamp's 64 bits as the device wrote them. */
    static BigInteger raw(byte[] cqe) {
        return new BigInteger(1, java.util.Arrays.copyOfRange(cqe, 48, 56));
    }

    static BigInteger realTime(byte[] cqe) {
        BigInteger[] parts = raw(cqe).divideAndRemainder(BigInteger.ONE.shiftLeft(32));
        return parts[0].multiply(BigInteger.valueOf(1_000_000_000)).add(parts[1]).mod(WORD);
    }

    static BigInteger freeRunning(byte[] cqe, Timecounter tc) {
        return time(raw(cqe), tc);
    }

    /** The time of a counter value, in C's arithmetic, where a product too large for 64 bits wraps. */
    static BigInteger time(BigInteger cycles, Timecounter tc) {
        BigInteger delta = cycles.subtract(tc.last()).mod(WORD).and(tc.mask());
        if (delta.compareTo(tc.mask().shiftRight(1)) <= 0) {
            BigInteger ns = delta.multiply(tc.mult()).add(tc.frac()).mod(WORD).shiftRight(tc.shift());
            return tc.nsec().add(ns).mod(WORD);
        }
        BigInteger back = tc.last().subtract(cycles).mod(WORD).and(tc.mask());
        BigInteger ns = back.multiply(tc.mult()).subtract(tc.frac()).mod(WORD).shiftRight(tc.shift());
        return tc.nsec().subtract(ns).mod(WORD);
    }

    static int hash(byte[] cqe) {
        return new BigInteger(java.util.Arrays.copyOfRange(cqe, 12, 16)).intValue();
    }

    static int type(byte[] cqe) {
        int type = cqe[16] & 0xff;
        return TYPES[type & 0x0c | type >> 6];
    }

    static boolean vlan(byte[] cqe) {
        return (cqe[29] & 1) == 1;
    }

    static int tci(byte[] cqe) {
        return (cqe[30] & 0xff) << 8 | cqe[31] & 0xff;
    }

    /** The out buffer after a value of {@code size} bytes, little endian, at 0 and perhaps another at 8. */
    static String out(long first, int size, long second, int secondSize) {
        return little(first, size) + UNTOUCHED.repeat(8 - size) + little(second, secondSize)
                + UNTOUCHED.repeat(8 - secondSize);
    }

    static String untouched() {
        return UNTOUCHED.repeat(16);
    }

    private static String little(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return HexFormat.of().formatHex(bytes);
    }
}
