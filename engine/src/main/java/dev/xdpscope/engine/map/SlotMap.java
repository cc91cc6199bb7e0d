package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A map that user space fills with other maps or with programs: a program can only look up the former and tail-call the latter
 * (kernel/bpf/map_in_map.c, arraymap.c, 6.12). The 4 bytes under a key are a number from 1, in the program's table of maps or among
 * the slots of the declaration; 0 is nothing.
 */
public final class SlotMap implements BpfMap {
    private final MapSpec spec;
    private final Region handle;
    /** Of the numbers. */
    private final BpfMap table;
    /** Maps of the program, this one among them. */
    private final List<BpfMap> all;

    SlotMap(MapSpec spec, Region handle, BpfMap table, List<BpfMap> all) {
        this.spec = spec;
        this.handle = handle;
        this.table = table;
        this.all = all;
    }

    /** Puts in what the declaration says, once all maps are there. */
    void fill() {
        for (int i = 0; i < spec.slots().size(); i++) {
            MapSpec.Slot slot = spec.slots().get(i);
            int number = 1 + (spec.type() == MapSpec.PROG_ARRAY ? i : indexOf(slot));
            long result = table.update(bytes(slot.key()), bytes(number), BPF_ANY, 0);
            if (result != 0) {
                throw problem("has an initial value under key " + slot.key() + ", but only " + spec.maxEntries()
                        + " entries", "Raise max_entries.");
            }
        }
    }

    private int indexOf(MapSpec.Slot slot) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).spec().name().equals(slot.name())) {
                return i;
            }
        }
        throw problem("has under key " + slot.key() + " " + slot.name() + ", which is no map",
                "Put a map of SEC(\".maps\") there.");
    }

    private ProblemException problem(String what, String remedy) {
        return new ProblemException(Place.NOWHERE.section(".maps"), "map " + spec.name() + " " + what, remedy);
    }

    /** Name of the program's function under {@code index}; empty if there is none. */
    public Optional<String> program(long index) {
        int number = index < 0 || index >= spec.maxEntries() ? 0 : number(bytes((int) index));
        return number == 0 ? Optional.empty() : Optional.of(spec.slots().get(number - 1).name());
    }

    @Override
    public MapSpec spec() {
        return spec;
    }

    @Override
    public Region handle() {
        return handle;
    }

    @Override
    public Region values() {
        return table.values();
    }

    /** Address of the handle of the map under {@code key}, or 0. */
    @Override
    public long lookup(byte[] key, int cpu) {
        int number = number(key);
        return number == 0 ? 0 : all.get(number - 1).handle().address(0);
    }

    @Override
    public List<Entry> entries() {
        return table.entries();
    }

    private int number(byte[] key) {
        long value = table.lookup(key, 0);
        return value == 0 ? 0 : (int) table.values().read(Memory.offset(value), 4);
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    }
}
