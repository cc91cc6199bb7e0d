package dev.xdpscope.drivers.packet;

import java.util.HexFormat;

/** Bytes as text. */
final class Hex {
    private Hex() {}

    /** For example {@code 7f 45 4c}. */
    static String spaced(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
