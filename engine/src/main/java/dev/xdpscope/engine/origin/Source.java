package dev.xdpscope.engine.origin;

/** What a value was made of in the end. */
public sealed interface Source {
    /** Bytes that were there when the run began: a descriptor, the packet, a map, a kernel structure. */
    record Memory(long address, int length) implements Source {}

    /** A constant in the program. */
    record Constant(int insn, long value) implements Source {}

    /** The result of a helper or native kfunc, such as the clock. */
    record Call(int insn, String name) implements Source {}

    /** A register as it was when the run began: an argument, the frame pointer. */
    record Argument(int register) implements Source {}
}
