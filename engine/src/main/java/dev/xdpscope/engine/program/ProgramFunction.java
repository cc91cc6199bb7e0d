package dev.xdpscope.engine.program;

/**
 * A function of a program: the main program, a subprogram, a tail-called program, or an appended kfunc body.
 *
 * @param start index of its first instruction
 * @param end index one past its last
 */
public record ProgramFunction(String name, int start, int end, Kind kind) {
    /** Whose code it is. */
    public enum Kind {
        MAIN,
        SUBPROGRAM,
        /** Another program of the object, which a tail call enters. */
        TAIL_CALLED,
        KFUNC_BODY
    }

    public boolean contains(int insn) {
        return start <= insn && insn < end;
    }
}
