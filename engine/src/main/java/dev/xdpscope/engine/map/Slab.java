package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;

/** The values of a map, {@code cpus} for each slot, each padded to 8 bytes. */
record Slab(Region region, int valueSize, int stride, int cpus) {

    static Slab create(Memory memory, MapSpec spec, int cpus) {
        int stride = (spec.valueSize() + 7) & ~7;
        Region.Spec layout = Region.Spec.of(Region.Kind.MAP_VALUE, spec.name(), stride * cpus * spec.maxEntries(),
                spec.valueType().orElse("")).elements(stride, spec.valueSize());
        boolean readOnly = (spec.flags() & MapSpec.RDONLY_PROG) != 0;
        return new Slab(memory.add(readOnly ? layout : layout.writable()), spec.valueSize(), stride, cpus);
    }

    int offset(int slot, int cpu) {
        return (slot * cpus + (cpus == 1 ? 0 : cpu)) * stride;
    }

    long address(int slot, int cpu) {
        return region.address(offset(slot, cpu));
    }

    void put(int slot, int cpu, byte[] value) {
        region.put(offset(slot, cpu), value);
    }

    void clear(int slot) {
        region.clear(offset(slot, 0), stride * cpus);
    }

    List<byte[]> all(int slot) {
        List<byte[]> values = new ArrayList<>(cpus);
        for (int cpu = 0; cpu < cpus; cpu++) {
            values.add(region.bytes(offset(slot, cpu), valueSize));
        }
        return values;
    }
}
