package dev.xdpscope.engine.origin;

/** What a value was made of in the end. */
public sealed interface ValueSource {
    /** Bytes that were there when the run began: a descriptor, the packet, a map, a kernel structure. */
    record Memory(long address, int length) implements ValueSource {}

    /** A constant in the program. */
    record Constant(int insn, long value) implements ValueSource {}

    /** The result of a helper or native kfunc, such as the clock. */
    record Call(int insn, String name) implements ValueSource {}

    /** A register as it was when the run began: an argument, the frame pointer. */
    record Argument(int register) implements ValueSource {}
}
