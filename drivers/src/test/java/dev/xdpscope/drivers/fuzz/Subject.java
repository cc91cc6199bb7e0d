package dev.xdpscope.drivers.fuzz;

import java.util.List;
import java.util.Random;

/** A reader that is fuzzed. */
interface Subject {
    /** Good inputs. */
    List<Input> seeds();

    /**
     * An input with a few things changed.
     *
     * @param other another input, to take parts from
     */
    byte[] change(Input input, Input other, Random random);

    /**
     * Reads an input and uses all of what was read.
     *
     * @return what was found in it, in a few words without numbers; unlike words are worth changing further
     * @throws dev.xdpscope.engine.problem.ProblemException if the input is wrong; nothing else may come out
     */
    String read(Input input);
}
