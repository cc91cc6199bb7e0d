package dev.xdpscope.engine.call;

/**
 * A helper that has called BPF code back and waits for it: all that it remembers, as a value, so that the machine can be
 * looked at, and taken anywhere, between any two instructions of the callback.
 */
public sealed interface Repetition permits Loop, MapWalk {
    /**
     * What comes next.
     *
     * @param c the machine as it was when it called the helper, except for r0 to r5
     * @param r0 what the callback returned
     */
    HelperStep after(Caller c, long r0);
}
