package dev.xdpscope.engine.rewrite;

import dev.xdpscope.engine.program.PassName;
import dev.xdpscope.engine.program.Program;
import java.util.List;
import java.util.stream.Stream;

/**
 * Passes one after the other.
 *
 * @param passes none of them a composition itself, so that it does not matter for {@code equals} how they were composed
 */
record Passes(List<Pass> passes) implements Pass {
    static Passes of(List<Pass> passes) {
        return new Passes(passes.stream()
                .flatMap(pass -> pass instanceof Passes several ? several.passes.stream() : Stream.of(pass)).toList());
    }

    @Override
    public List<PassName> names() {
        return passes.stream().flatMap(pass -> pass.names().stream()).toList();
    }

    @Override
    public Program apply(Program program) {
        Program form = program;
        for (Pass pass : passes) {
            form = pass.apply(form);
        }
        return form;
    }
}
