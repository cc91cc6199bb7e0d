package dev.xdpscope.engine.object.btf;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;

/** Type information that is damaged, contradicts itself, or is of a kind not known here. */
public final class BtfException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * @param place file and section as far as they are known
     * @param what what is wrong, a clause without full stop
     */
    public BtfException(Place place, String what) {
        super(place, what, "Compile again with: clang -O2 -g -target bpfel (14 to 22).");
    }
}
