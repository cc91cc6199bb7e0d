package dev.xdpscope.engine.object.elf;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;

/** A file is not a usable BPF ELF object: damaged, cut short, or made for something else. */
public final class ElfException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * @param place file, section and offset as far as they are known
     * @param what what is wrong, a clause without full stop
     * @param remedy what to do next, a sentence
     */
    public ElfException(Place place, String what, String remedy) {
        super(place, what, remedy);
    }
}
