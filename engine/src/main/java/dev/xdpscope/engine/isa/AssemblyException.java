package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;

/**
 * Text that the {@link Assembler} cannot read, or code that cannot be; the message begins with the line and column if there
 * is a text.
 */
public final class AssemblyException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    AssemblyException(Spot spot, String what, String remedy) {
        super(Place.NOWHERE,
                (spot.line() == 0 ? "" : "line " + spot.line() + ", column " + spot.column() + ": ") + what,
                remedy);
        this.line = spot.line();
        this.column = spot.column();
    }

    /** Counted from 1; 0 if there is no text. */
    public int line() {
        return line;
    }

    /** Counted from 1. */
    public int column() {
        return column;
    }
}
