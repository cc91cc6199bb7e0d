package dev.xdpscope.engine.random;

/**
 * Memory that a program may access.
 *
 * @param base the register that points to it
 * @param offset of its first byte from there
 * @param size bytes
 * @param aligned whether the verifier wants accesses aligned, as it does on the stack
 * @param atomics which of them there may be
 */
record Area(int base, int offset, int size, boolean aligned, Atomics atomics) {
    enum Atomics {
        /** The verifier lets none there, as in packets. */
        NONE,

        /**
         * On a stack. Of what is fetched from there the verifier of 6.18 knows the value, but forgets that it has relied on it when it
         * meets a like state again: it then leaves out branches that are taken.
         */
        WITHOUT_FETCH,

        ALL
    }
}
