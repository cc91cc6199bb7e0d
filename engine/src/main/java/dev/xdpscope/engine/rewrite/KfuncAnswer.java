package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.program.Program;

/** Who answers a kfunc that stays a call. */
public sealed interface KfuncAnswer {
    /**
     * A function, which is appended to the program.
     *
     * @param body driver C compiled to BPF; its first function is the one that is called
     * @param why one clause for the reader
     */
    record Body(Program body, String why) implements KfuncAnswer {}

    /** The simulated kernel itself. */
    record Native() implements KfuncAnswer {}

    /** The kernel's default stub, which returns a constant. */
    record Stub(long result) implements KfuncAnswer {}

    /** Nobody: the kfunc stays unbound, and a call that is reached is a fault. */
    record Nobody() implements KfuncAnswer {}

    /**
     * A program that calls it is refused.
     *
     * @param what what is wrong, a clause
     * @param remedy what to do about it, a sentence
     */
    record Refused(String what, String remedy) implements KfuncAnswer {}
}
