package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.util.List;

/**
 * A step on a program's way from the object to what runs, as a value. It can be applied to any number of programs, and
 * two of them make one.
 *
 * <p>A pass leaves the program it is given as it is. What it gives has an origin for every instruction and the given
 * program as the one {@linkplain Program#before() before}, so that a composition keeps all forms in between; {@link
 * Program#after} finds them by name. A pass that finds nothing to change gives the program itself.
 */
public interface Pass {
    /** The passes that it consists of, in the order in which they are applied: one, if it is no composition. */
    List<PassName> names();

    /**
     * What the pass makes of a program.
     *
     * @throws dev.xdpscope.engine.problem.ProblemException if the program is not fit for it; nothing has happened then
     */
    Program apply(Program program);

    /** This pass and then {@code next}, to which goes what this one gives. */
    default Pass andThen(Pass next) {
        return all(List.of(this, next));
    }

    /** {@code passes} as one, applied from the first to the last; without any it changes nothing. */
    static Pass all(List<Pass> passes) {
        return Passes.of(passes);
    }
}
