package dev.xdpscope.engine.object.write;

import java.io.ByteArrayOutputStream;

/** Bytes being put together; numbers are little-endian. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes u8(int value) {
        out.write(value);
        return this;
    }

    Bytes u16(int value) {
        return u8(value).u8(value >> 8);
    }

    Bytes u32(long value) {
        return u16((int) value).u16((int) (value >> 16));
    }

    Bytes u64(long value) {
        return u32(value).u32(value >> 32);
    }

    Bytes all(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Zeroes up to the next multiple of {@code boundary}. */
    Bytes align(int boundary) {
        while (size() % boundary != 0) {
            u8(0);
        }
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
