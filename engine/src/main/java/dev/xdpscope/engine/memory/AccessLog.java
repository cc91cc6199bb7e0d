package dev.xdpscope.engine.memory;

/** Told of every access while someone looks closely; absent in the ordinary run. */
public interface AccessLog {
    /** {@code size} bytes at {@code address} were read. */
    void read(long address, int size);

    /** {@code size} bytes at {@code address} are about to be overwritten. */
    void write(long address, int size);
}
