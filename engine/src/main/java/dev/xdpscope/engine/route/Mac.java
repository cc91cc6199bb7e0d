package dev.xdpscope.engine.route;

import java.util.HexFormat;
import java.util.Optional;

/** A MAC address: its six bytes, the first in the highest place. */
public record Mac(long value) {
    public static final int LENGTH = 6;
    public static final Mac ZERO = new Mac(0);

    private static final HexFormat TEXT = HexFormat.ofDelimiter(":");

    /** Reads text such as {@code 02:00:00:00:00:0a}; empty if it is none. */
    public static Optional<Mac> parse(String text) {
        return text.matches("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}")
                ? Optional.of(new Mac(Long.parseLong(text.replace(":", ""), 16)))
                : Optional.empty();
    }

    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = (byte) (value >>> (LENGTH - 1 - i) * Byte.SIZE);
        }
        return bytes;
    }

    @Override
    public String toString() {
        return TEXT.formatHex(bytes());
    }
}
