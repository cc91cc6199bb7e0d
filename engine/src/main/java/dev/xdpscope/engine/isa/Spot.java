package dev.xdpscope.engine.isa;

/**
 * A place in a text.
 *
 * @param line from 1; 0 if there is no text
 * @param column from 1
 */
public record Spot(int line, int column) {
    /** For code that was written by no text. */
    public static final Spot NONE = new Spot(0, 0);

    /** @param what what is wrong here, a clause */
    public AssemblyException problem(String what) {
        return problem(what, "");
    }

    /** @param remedy what to do about it, a sentence; may be empty */
    public AssemblyException problem(String what, String remedy) {
        return new AssemblyException(this, what, remedy);
    }
}
