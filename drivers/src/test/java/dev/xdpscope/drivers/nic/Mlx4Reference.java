package dev.xdpscope.drivers.nic;

import java.math.BigInteger;
import java.util.Arrays;

/** The hints of an mlx4 CQE of 32 bytes, decoded independently of the driver's code from the documented layout. */
final class Mlx4Reference {
    private Mlx4Reference() {}

    static long hash(byte[] cqe) {
        return number(cqe, 4, 4);
    }

    /** One after another as the table of the status bits lists them: TCP, UDP, IPv4 and IPv4 fragment, IPv6. */
    static int type(byte[] cqe) {
        int transport = bit(cqe, 11) ? 0x20 : bit(cqe, 10) ? 0x10 : 0;
        int four = bit(cqe, 6) || bit(cqe, 7) ? 1 : 0;
        int six = bit(cqe, 8) ? cqe[18] == 0 ? 2 : 6 : 0;
        return transport + four + six;
    }

    /** A bit of the status word, which has its bits 15:8 in byte 16 and 7:0 in byte 17. */
    static boolean bit(byte[] cqe, int bit) {
        return (cqe[bit >= 8 ? 16 : 17] >> bit % 8 & 1) == 1;
    }

    /** The counter's 48 bits: 32 at byte 12, which lack a carry while the 16 at byte 29 are 0. */
    static BigInteger cycles(byte[] cqe) {
        BigInteger hi = new BigInteger(1, Arrays.copyOfRange(cqe, 12, 16));
        BigInteger lo = new BigInteger(1, Arrays.copyOfRange(cqe, 29, 31));
        BigInteger carry = lo.signum() == 0 ? BigInteger.ONE : BigInteger.ZERO;
        return hi.add(carry).multiply(BigInteger.valueOf(0x10000)).add(lo);
    }

    static long number(byte[] bytes, int offset, int size) {
        return new BigInteger(1, Arrays.copyOfRange(bytes, offset, offset + size)).longValue();
    }
}
