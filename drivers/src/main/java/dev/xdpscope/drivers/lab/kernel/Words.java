package dev.xdpscope.drivers.lab.kernel;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.kernel.Answer;
import java.util.List;

/** What is worth telling of the verifier's log. */
final class Words {
    private Words() {}

    /** The error and the last line that is about the program: statistics come behind it. */
    static String last(Answer.Refused<?> refused) {
        List<String> lines = refused.log().lines().map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("processed ")).toList();
        return Errno.name(refused.errno()) + (lines.isEmpty() ? "" : ": " + lines.getLast());
    }
}
