package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;

/** Text that the {@link Assembler} cannot read; the message begins with the line and column, counted from 1. */
public final class AssemblyException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /** @param what what was found and what was expected, a clause */
    public AssemblyException(int line, int column, String what) {
        super(Place.NOWHERE, "line " + line + ", column " + column + ": " + what, "");
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
