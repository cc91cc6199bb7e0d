package dev.xdpscope.engine.run;

/** How a run ended. */
public sealed interface Outcome {
    /** The outermost function returned {@code r0}. */
    record Returned(long r0) implements Outcome {}

    /** The program was stopped. */
    record Faulted(Fault fault) implements Outcome {}
}
