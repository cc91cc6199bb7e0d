package dev.xdpscope.drivers.nic;

/** Little-endian numbers in bytes, read by position: the tests' own way into a descriptor. */
final class Little {
    private Little() {}

    /** The unsigned number in {@code size} bytes at {@code offset}. */
    static long number(byte[] bytes, int offset, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }

    /** Bits {@code high} to {@code low} of the number. */
    static int bits(byte[] bytes, int offset, int size, int high, int low) {
        return (int) (number(bytes, offset, size) >>> low & (1L << high - low + 1) - 1);
    }

    static void put(byte[] bytes, int offset, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * i);
        }
    }
}
