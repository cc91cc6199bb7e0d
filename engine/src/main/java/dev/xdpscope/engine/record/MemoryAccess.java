package dev.xdpscope.engine.record;

/**
 * Bytes that a step read or wrote.
 *
 * @param before the bytes before the step
 * @param after the bytes after the step; for a read the same
 */
public record MemoryAccess(boolean write, long address, byte[] before, byte[] after) {
    public int size() {
        return before.length;
    }

    /** Whether byte {@code at} is one of them. */
    public boolean covers(long at) {
        return at >= address && at < address + before.length;
    }
}
