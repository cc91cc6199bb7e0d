package dev.xdpscope.drivers.nic;

import java.math.BigInteger;
import java.util.Map;

/** The hints of an ice descriptor, decoded independently of the driver's code from the documented layout. */
final class IceReference {
    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(31);
    private static final BigInteger LOW = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

    private static final int FRAGMENT = 0;
    private static final int OTHER = 0;
    private static final int UDP = 0x28;
    private static final int TCP = 0x18;
    private static final int SCTP = 0x48;
    private static final int ICMP = 0x108;
    private static final int UNUSED = -1;

    /** What of a packet type is beyond the outer IP header, by its distance from the first type of the IP version. */
    private static final int[] BEHIND_IP = {
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP, // plain
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP, // IPv4
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP, // IPv6
        OTHER, // GRE or UDP tunnel
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP,
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP,
        OTHER, // with MAC header
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP,
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP,
        OTHER, // with MAC header and VLAN tag
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP,
        FRAGMENT, OTHER, UDP, UNUSED, TCP, SCTP, ICMP};

    private IceReference() {}

    static int ptype(byte[] descriptor) {
        return Little.bits(descriptor, 2, 2, 9, 0);
    }

    static int type(byte[] descriptor) {
        int ptype = ptype(descriptor);
        if (ptype < 22 || ptype > 153) {
            return 0;
        }
        int behind = BEHIND_IP[(ptype - 22) % 66];
        return behind == UNUSED ? 0 : behind | (ptype < 88 ? 1 : 2);
    }

    static int hash(byte[] descriptor) {
        return descriptor[0] == 2 ? (int) Little.number(descriptor, 12, 4) : 0;
    }

    static int tci(byte[] descriptor) {
        if (Little.bits(descriptor, 8, 2, 13, 13) == 1) {
            return (int) Little.number(descriptor, 10, 2);
        }
        return Little.bits(descriptor, 16, 2, 11, 11) == 1 ? (int) Little.number(descriptor, 22, 2) : 0;
    }

    /** The time that has the descriptor's low half and lies from 2^31 before to 2^31 - 1 behind the cached one. */
    static long timestamp(byte[] descriptor, long cachedTime) {
        if (Little.bits(descriptor, 19, 1, 0, 0) == 0 || cachedTime == 0) {
            return 0;
        }
        return extended(Little.number(descriptor, 28, 4), cachedTime);
    }

    /** Found by trying: of the times with these low 32 bits the one in the window around {@code cached}. */
    static long extended(long low, long cached) {
        BigInteger known = new BigInteger(Long.toUnsignedString(cached));
        BigInteger first = known.subtract(HALF);
        BigInteger[] parts = first.divideAndRemainder(LOW);
        BigInteger floor = first.signum() < 0 && parts[1].signum() != 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        BigInteger time = floor.multiply(LOW).add(BigInteger.valueOf(low));
        while (time.compareTo(first) < 0) {
            time = time.add(LOW);
        }
        return time.mod(WORD).longValue();
    }

    /** The packet type of a frame; E2100, X710 and, in the simulation, gVNIC have the same numbers for these. */
    static int ptype(FrameMaker.Made made) {
        if (made.version() == 0) {
            return 1;
        }
        int base = made.version() == 4 ? 22 : 88;
        return made.fragment() ? base : base + Map.of(6, 4, 17, 2, 89, 1).get(made.protocol());
    }
}
