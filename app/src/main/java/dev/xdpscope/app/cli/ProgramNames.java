package dev.xdpscope.app.cli;

import dev.xdpscope.engine.isa.Names;
import dev.xdpscope.engine.program.Function;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.program.MapSpec;
import dev.xdpscope.engine.program.Program;
import java.util.List;
import java.util.Optional;

/** The names that a linked program gives to what its instructions refer to. */
record ProgramNames(Program program) implements Names {
    @Override
    public Optional<String> kfunc(int id) {
        List<Kfunc> kfuncs = program.kfuncs();
        return id >= 0 && id < kfuncs.size() ? Optional.of(kfuncs.get(id).name()) : Optional.empty();
    }

    @Override
    public Optional<String> map(int index) {
        List<MapSpec> maps = program.maps();
        return index >= 0 && index < maps.size() ? Optional.of(maps.get(index).name()) : Optional.empty();
    }

    @Override
    public Optional<String> function(int target) {
        return program.functions().stream().filter(f -> f.start() == target).map(Function::name).findFirst();
    }
}
