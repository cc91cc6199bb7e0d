package dev.xdpscope.drivers.lab.compare;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A piece of the metadata area.
 *
 * @param name as the program calls it, or {@code +8} for what is at offset 8 and has no name
 * @param offset bytes from the area's start
 * @param size bytes
 */
public record MetadataField(String name, int offset, int size) {
    /** Its value in {@code metadata}: little-endian and unsigned in decimal, or the bytes where there are more than 8. */
    public String text(byte[] metadata) {
        byte[] bytes = Arrays.copyOfRange(metadata, offset, offset + size);
        if (size > Long.BYTES) {
            return HexFormat.of().formatHex(bytes);
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[i] & 0xff;
        }
        return Long.toUnsignedString(value);
    }

    int end() {
        return offset + size;
    }
}
