package dev.xdpscope.app.cli;

import dev.xdpscope.engine.program.Line;
import java.util.Optional;

/** Lines of C source in listings. */
final class SourceLine {
    private SourceLine() {}

    /** Whether a reader sees the same line: columns do not count. */
    static boolean same(Optional<Line> a, Optional<Line> b) {
        return a.isPresent() && b.isPresent() && a.get().line() == b.get().line()
                && a.get().file().equals(b.get().file());
    }
}
