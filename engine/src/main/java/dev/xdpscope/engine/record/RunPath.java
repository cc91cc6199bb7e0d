package dev.xdpscope.engine.record;

/**
 * Which instruction each step of a run executed.
 *
 * @param insns by step, the index of the instruction; not to be written
 * @param depths by step, the number of suspended callers; not to be written
 */
public record RunPath(int[] insns, byte[] depths) {
    /** Number of steps. */
    public int length() {
        return insns.length;
    }
}
