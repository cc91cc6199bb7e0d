package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The maps of a program, in the order of its map table. */
public final class Maps {
    private final List<BpfMap> maps;

    private Maps(List<BpfMap> maps) {
        this.maps = List.copyOf(maps);
    }

    /**
     * Creates maps in {@code memory}, with what their declarations put into them.
     *
     * @param cpus how many values a per-CPU map has for each key
     * @throws ProblemException if a map's type, size or contents are not supported
     */
    public static Maps create(Memory memory, List<MapSpec> specs, int cpus) {
        return create(memory, specs, cpus, List.of());
    }

    /**
     * As {@link #create(Memory, List, int)} for a further program: maps that are in {@code known} already, declared in the same
     * object, are shared.
     */
    public static Maps create(Memory memory, List<MapSpec> specs, int cpus, List<BpfMap> known) {
        List<BpfMap> maps = new ArrayList<>(specs.size());
        MapCheck check = new MapCheck(cpus);
        MapMaker maker = new MapMaker(memory, cpus, Collections.unmodifiableList(maps));
        for (MapSpec spec : specs) {
            Optional<BpfMap> shared = known.stream().filter(m -> m.spec() == spec).findFirst();
            if (shared.isEmpty()) {
                check.check(spec);
            }
            maps.add(shared.isPresent() ? shared.get() : maker.make(spec));
        }
        maps.stream().filter(SlotMap.class::isInstance).forEach(m -> ((SlotMap) m).fill());
        return new Maps(maps);
    }

    /** All, in the order of the program's map table. */
    public List<BpfMap> all() {
        return maps;
    }

    /** The map at an index of the program's map table. */
    public BpfMap get(int index) {
        return maps.get(index);
    }

    /** The map whose handle {@code address} points at. */
    public Optional<BpfMap> at(Memory memory, long address) {
        return memory.region(address)
                .flatMap(r -> maps.stream().filter(m -> m.handle() == r && Memory.offset(address) == 0).findFirst());
    }
}
