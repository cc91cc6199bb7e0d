package dev.xdpscope.engine.program;

import dev.xdpscope.engine.isa.InsnNames;
import java.util.List;
import java.util.Optional;

/** The names a program has for its kfuncs, maps and functions. */
public record ProgramNames(Program program) implements InsnNames {
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
        return program.functions().stream().filter(f -> f.start() == target).findFirst().map(ProgramFunction::name);
    }

    private static <T> Optional<T> at(List<T> list, int index) {
        return index >= 0 && index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }
}
