package dev.xdpscope.engine.call;

/** Something a call did that a person would like to see on a timeline. */
public sealed interface CallEvent {
    /** A helper or native kfunc returned. */
    record Returned(String name, long result) implements CallEvent {}

    /** The pending change of a map was made. {@code value} is empty for a deletion. */
    record MapChanged(String map, byte[] key, byte[] value, long result) implements CallEvent {}

    /** A record went to user space through a ring buffer or a perf event array. */
    record Sent(String map, byte[] data) implements CallEvent {}

    /** The run goes on in another program. */
    record TailCalled(String program) implements CallEvent {}

    /** A line of the trace pipe. */
    record Printed(String text) implements CallEvent {}
}
