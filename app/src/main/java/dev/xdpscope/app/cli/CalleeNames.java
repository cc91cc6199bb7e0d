package dev.xdpscope.app.cli;

import dev.xdpscope.engine.isa.InsnNames;
import dev.xdpscope.engine.rewrite.Replacement;
import java.util.Optional;

/** The names of the functions that an expansion calls. */
record CalleeNames(Replacement by) implements InsnNames {
    @Override
    public Optional<String> kfunc(int id) {
        return id >= 0 && id < by.callees().size() ? Optional.of(by.callees().get(id).body().name()) : Optional.empty();
    }
}
