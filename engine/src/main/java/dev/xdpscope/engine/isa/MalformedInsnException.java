package dev.xdpscope.engine.isa;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;

/** Bytes or values that are no valid instruction: what was found at which instruction, and what was expected. */
public final class MalformedInsnException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final int index;

    /**
     * @param place where the program is; the instruction's index is added
     * @param index the instruction, counted in 8-byte slots
     * @param found what is there, a clause that fits after "found"
     * @param expected what should be there, a clause that fits after "expected"
     */
    public MalformedInsnException(Place place, int index, String found, String expected) {
        super(place.insn(index), "found " + found + ", expected " + expected, "");
        this.index = index;
    }

    /** The instruction, counted in 8-byte slots. */
    public int index() {
        return index;
    }
}
