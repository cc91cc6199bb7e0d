package dev.xdpscope.engine.run;

/**
 * A suspended caller.
 *
 * @param call index of the call instruction
 * @param r6 the caller's callee-saved registers, as are r7 to r9
 */
public record Frame(int call, long r6, long r7, long r8, long r9) {}
