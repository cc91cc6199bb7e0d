package dev.xdpscope.engine.origin;

/**
 * A register that a walk follows. r6 to r10 belong to a call frame, which keeps them while it calls; r0 to r5 belong to whoever
 * runs, so that their {@code depth} is -1.
 *
 * @param depth number of suspended callers of the frame
 */
record FrameRegister(int depth, int register) {
    static final int FRAME_POINTER = 10;

    private static final int FIRST_KEPT = 6;

    static FrameRegister of(int depth, int register) {
        return new FrameRegister(register >= FIRST_KEPT ? depth : -1, register);
    }

    /** Whether it is one of those that a callee begins with as its caller has them, and that the caller has again after it. */
    static boolean kept(int register) {
        return register >= FIRST_KEPT && register < FRAME_POINTER;
    }
}
