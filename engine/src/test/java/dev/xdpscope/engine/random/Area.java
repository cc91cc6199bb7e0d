package dev.xdpscope.engine.random;

/**
 * Memory that a program may access.
 *
 * @param base the register that points to it
 * @param offset of its first byte from there
 * @param size bytes
 * @param aligned whether the verifier wants accesses aligned, as it does on the stack
 * @param atomic whether it lets atomic operations there, as it does not in packets
 */
record Area(int base, int offset, int size, boolean aligned, boolean atomic) {}
