package dev.xdpscope.engine.random;

import java.util.List;
import java.util.Map;

/** What came of running a program. */
sealed interface Result {
    /**
     * It ran to its end.
     *
     * @param value what it returned
     * @param data the packet afterwards, metadata in front of it included, as hexadecimal digits
     * @param metadata bytes of it
     * @param maps what each map holds by its name: sorted lines {@code key value}, or values in the order of a queue
     */
    record Ran(int value, String data, int metadata, Map<String, List<String>> maps) implements Result {}

    /** It was not let run, or not to its end. @param why in words */
    record Stopped(String why) implements Result {}
}
