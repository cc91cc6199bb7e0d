package dev.xdpscope.app.view;

import dev.xdpscope.engine.isa.Names;
import dev.xdpscope.engine.program.Function;
import dev.xdpscope.engine.program.Program;
import java.util.List;
import java.util.Optional;

/** The names a program has for its kfuncs, maps and functions. */
record ProgramNames(Program program) implements Names {
    @Override
    public Optional<String> kfunc(int id) {
        return at(program.kfuncs(), id).map(k -> k.name());
    }

    @Override
    public Optional<String> map(int index) {
        return at(program.maps(), index).map(m -> m.name());
    }

    @Override
    public Optional<String> function(int target) {
        return program.functions().stream().filter(f -> f.start() == target).findFirst().map(Function::name);
    }

    private static <T> Optional<T> at(List<T> list, int index) {
        return index >= 0 && index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }
}
