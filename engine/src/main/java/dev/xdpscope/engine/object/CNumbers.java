package dev.xdpscope.engine.object;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as C's {@code strtoull} reads them with base 0. */
final class CNumbers {
    private static final Pattern NUMBER =
            Pattern.compile("\\s*([+-]?)(?:0[xX]([0-9a-fA-F]{1,64})|(0[0-7]{0,64})|([1-9][0-9]{0,63}))");

    private CNumbers() {}

    /** The number as 64 bits; empty if the text is no number, or a number and more, or larger than 64 bits. */
    static Optional<Long> unsigned(String text) {
        Matcher m = NUMBER.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        BigInteger value = m.group(2) != null ? new BigInteger(m.group(2), 16)
                : m.group(3) != null ? new BigInteger(m.group(3), 8) : new BigInteger(m.group(4));
        if (value.bitLength() > Long.SIZE) {
            return Optional.empty();
        }
        return Optional.of(m.group(1).equals("-") ? -value.longValue() : value.longValue());
    }
}
