package dev.xdpscope.drivers.unroll;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a kfunc writes a value as: so many bytes, in host or in network byte order. */
public enum OutputType {
    U8(1, false),
    U16(2, false),
    U32(4, false),
    U64(8, false),
    BE16(2, true),
    BE32(4, true),
    BE64(8, true);

    private final int bytes;
    private final boolean bigEndian;

    OutputType(int bytes, boolean bigEndian) {
        this.bytes = bytes;
        this.bigEndian = bigEndian;
    }

    public int bytes() {
        return bytes;
    }

    public int bits() {
        return 8 * bytes;
    }

    public boolean bigEndian() {
        return bigEndian;
    }

    /** {@code u16}, {@code be16}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OutputType> of(String word) {
        return Arrays.stream(values()).filter(o -> o.word().equals(word)).findFirst();
    }

    /** The bytes of {@code value} in memory, as a number that the machine would store so. */
    long stored(long value) {
        return bigEndian ? Long.reverseBytes(value) >>> (64 - bits()) : value & BitRange.ones(bits());
    }
}
