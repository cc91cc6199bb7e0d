package dev.xdpscope.engine.origin;

/** Something that holds a value. */
public sealed interface Location {
    /** Register {@code number} of the function that is running. */
    record Register(int number) implements Location {}

    /** {@code length} bytes of memory. */
    record Bytes(long address, int length) implements Location {}
}
