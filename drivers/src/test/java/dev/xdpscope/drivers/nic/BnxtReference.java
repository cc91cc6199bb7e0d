package dev.xdpscope.drivers.nic;

import java.math.BigInteger;
import java.util.Map;

/** What bnxt's completions say, decoded independently of the driver's code from the documented layout. */
record BnxtReference(byte[] cmp, boolean v3, boolean tcam) {
    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
    private static final BigInteger LOW = BigInteger.ONE.shiftLeft(32);

    /** Hash types by what a packet is, without the IP version. */
    private static final Map<Integer, Integer> L4_TYPES = Map.of(2, 0x18, 3, 0x28, 7, 0x108);

    /** V3's operations, of 16, that hash more than addresses. */
    private static final String WITH_L4 = "1010000010100000";

    /** What the driver keeps of the clock: everything unsigned. */
    record Clock(long old, Mlx5Reference.Timecounter timecounter) {}

    boolean hashed() {
        return Little.bits(cmp, 0, 4, 10, 10) == 1;
    }

    long hash() {
        return Little.number(cmp, 12, 4);
    }

    int itype() {
        return Little.bits(cmp, 0, 4, 15, 12);
    }

    int type() {
        int l3 = Little.bits(cmp, 16, 4, 8, 8) == 1 ? 2 : 1;
        return v3 ? l3 | (v3HasL4() ? 8 : 0) : l3 | L4_TYPES.getOrDefault(itype(), 0);
    }

    private boolean v3HasL4() {
        int operation = tcam ? Little.bits(cmp, 8, 4, 11, 8) : Little.bits(cmp, 8, 4, 15, 12);
        return WITH_L4.charAt(operation) == '1';
    }

    /** Whether the sk_buff's hash is one of level 4, for today's driver or that of 2022. */
    boolean l4(boolean today) {
        int profile = Little.bits(cmp, 8, 4, 13, 9);
        return today ? v3 ? v3HasL4() : itype() == 2 || itype() == 3 : profile == 1 || profile == 3;
    }

    /** The stripped tag's protocol; 0 for none that the driver knows. */
    int tpid() {
        if (v3) {
            int select = Little.bits(cmp, 8, 4, 31, 28);
            return select == 9 ? 0x8100 : select == 8 ? 0x88a8 : 0;
        }
        int tpid = (int) Little.number(cmp, 22, 2);
        boolean tagged = Little.bits(cmp, 16, 4, 4, 4) == 1 && (tpid == 0x8100 || tpid == 0x88a8);
        return tagged ? tpid : 0;
    }

    int tci() {
        return (int) Little.number(cmp, v3 ? 26 : 20, 2);
    }

    /** Whether a transport checksum was looked at and none was wrong. */
    boolean checked() {
        return (cmp[16] & 0x0a) != 0 && (cmp[24] & 0xa0) == 0;
    }

    boolean tunnelChecked() {
        return (cmp[16] & 0x08) != 0;
    }

    /** Whether there is a timestamp in a completion of a device that stamps. */
    boolean stamped(boolean all, boolean today) {
        boolean word = !today || Little.number(cmp, 28, 4) != 0 && Little.bits(cmp, 0, 4, 11, 11) == 0;
        return itype() == 9 || all && word;
    }

    /** The time of the first counter value from the old one on that has the completion's low 32 bits. */
    long time(Clock clock, boolean today) {
        BigInteger from = BigInteger.valueOf(today ? clock.old() >>> 24 << 24 : clock.old());
        BigInteger low = BigInteger.valueOf(Little.number(cmp, 28, 4));
        BigInteger cycles = from.add(low.subtract(from).mod(LOW));
        Mlx5Reference.Timecounter tc = clock.timecounter();
        BigInteger since = cycles.subtract(tc.last()).and(tc.mask());
        if (since.compareTo(tc.mask().shiftRight(1)) <= 0) {
            BigInteger ns = since.multiply(tc.mult()).add(tc.frac()).mod(WORD).shiftRight(tc.shift());
            return tc.nsec().add(ns).longValue();
        }
        BigInteger before = tc.last().subtract(cycles).and(tc.mask());
        return tc.nsec().subtract(before.multiply(tc.mult()).subtract(tc.frac()).mod(WORD).shiftRight(tc.shift()))
                .longValue();
    }
}
