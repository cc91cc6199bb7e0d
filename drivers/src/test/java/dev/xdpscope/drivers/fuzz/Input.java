package dev.xdpscope.drivers.fuzz;

/**
 * Bytes for a reader.
 *
 * @param kind what the reader is to take them for, where it reads several kinds of file; letters, digits and dashes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Input(String kind, byte[] bytes) {
    /** What an input may have at most; the readers promise memory for that. */
    static final int MOST = 1 << 20;
}
