package dev.xdpscope.drivers.packet;

import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * The unit of a pcapng interface's timestamps (draft-ietf-opsawg-pcapng, if_tsresol and if_tsoffset).
 *
 * @param binary whether a unit is 2^-exponent of a second rather than 10^-exponent
 * @param exponent 0–127
 * @param offsetSeconds added to every timestamp
 */
record TimestampUnit(boolean binary, int exponent, long offsetSeconds) {
    /** Without if_tsresol: microseconds. */
    static final TimestampUnit MICROSECONDS = new TimestampUnit(false, 6, 0);

    private static final int NANO = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(64);

    /** From the if_tsresol byte: bit 7 chooses the base, bits 6:0 are the exponent. */
    TimestampUnit resolution(byte tsresol) {
        return new TimestampUnit((tsresol & 0x80) != 0, tsresol & 0x7f, offsetSeconds);
    }

    TimestampUnit offset(long seconds) {
        return new TimestampUnit(binary, exponent, seconds);
    }

    /** Unsigned nanoseconds since the epoch, rounded down, of an unsigned count; empty if outside 64 bits. */
    OptionalLong nanos(long count) {
        if (!binary && exponent == NANO && offsetSeconds == 0) {
            return OptionalLong.of(count);
        }
        BigInteger nanos = scaled(new BigInteger(Long.toUnsignedString(count)).multiply(
                BigInteger.valueOf(NANOS_PER_SECOND)))
                .add(BigInteger.valueOf(offsetSeconds).multiply(BigInteger.valueOf(NANOS_PER_SECOND)));
        return nanos.signum() < 0 || nanos.compareTo(LIMIT) >= 0
                ? OptionalLong.empty() : OptionalLong.of(nanos.longValue());
    }

    private BigInteger scaled(BigInteger value) {
        return binary ? value.shiftRight(exponent) : value.divide(BigInteger.TEN.pow(exponent));
    }
}
