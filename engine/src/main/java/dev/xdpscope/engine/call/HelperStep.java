package dev.xdpscope.engine.call;

/** What a helper that calls BPF code back does next. */
public sealed interface HelperStep {
    /**
     * It calls back.
     *
     * @param function address of the code
     * @param r1 argument of the callback, as are r2 to r4; r5 is 0
     * @param then what goes on when it has returned
     */
    record Callback(long function, long r1, long r2, long r3, long r4, Repetition then) implements HelperStep {}

    /** It returns {@code r0} to the program. */
    record Return(long r0) implements HelperStep {}
}
