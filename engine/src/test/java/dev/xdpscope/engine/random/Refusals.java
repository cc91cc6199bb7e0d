package dev.xdpscope.engine.random;

import java.util.List;

/** The verifier's words. */
final class Refusals {
    private Refusals() {}

    /** Its last word on a program, without numbers, so that equal reasons can be counted. */
    static String reason(String log) {
        List<String> lines = log.strip().lines()
                .filter(l -> !l.startsWith("processed ") && !l.startsWith("verification time")
                        && !l.startsWith("stack depth"))
                .toList();
        return lines.getLast().replaceAll("-?[0-9]+", "N");
    }
}
