package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The maps of a program, in the order of its map table. */
public final class Maps {
    /** The most that all maps of a program may take, in bytes of keys and values. */
    private static final long MAX_BYTES = 1L << 28;

    private final List<BpfMap> maps;

    private Maps(List<BpfMap> maps) {
        this.maps = List.copyOf(maps);
    }

    /**
     * Creates maps in {@code memory}, data sections with their initial contents.
     *
     * @param cpus how many values a per-CPU map has for each key
     * @throws ProblemException if a map's type or size is not supported
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
        long left = MAX_BYTES;
        for (MapSpec spec : specs) {
            Optional<BpfMap> shared = known.stream().filter(m -> m.spec() == spec).findFirst();
            if (shared.isEmpty()) {
                left -= check(spec, cpus, left);
            }
            maps.add(shared.isPresent() ? shared.get() : create(memory, spec, cpus));
        }
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

    private static BpfMap create(Memory memory, MapSpec spec, int cpus) {
        Region handle = memory.add(Region.Spec.of(Region.Kind.MAP, spec.name(), 8, "bpf_map"));
        return switch (spec.type()) {
            case MapSpec.ARRAY, MapSpec.DEVMAP, MapSpec.CPUMAP, MapSpec.XSKMAP ->
                    array(spec, handle, Slab.create(memory, spec, 1));
            case MapSpec.PERCPU_ARRAY -> array(spec, handle, Slab.create(memory, spec, cpus));
            case MapSpec.HASH, MapSpec.DEVMAP_HASH -> hash(memory, spec, handle, 1);
            default -> hash(memory, spec, handle, cpus);
        };
    }

    private static BpfMap array(MapSpec spec, Region handle, Slab slab) {
        spec.initial().ifPresent(bytes -> slab.put(0, 0, bytes));
        return new ArrayMap(spec, handle, slab);
    }

    private static BpfMap hash(Memory memory, MapSpec spec, Region handle, int cpus) {
        int buckets = Math.max(4, Integer.highestOneBit(spec.maxEntries() * 2 - 1) * 2);
        Region keys = memory.add(Region.Spec.of(Region.Kind.HOST, spec.name() + " keys",
                spec.keySize() * spec.maxEntries(), spec.keyType().orElse("")));
        Region index = memory.add(Region.Spec.of(Region.Kind.HOST, spec.name() + " index",
                HashMap.indexSize(buckets, spec.maxEntries()), ""));
        return new HashMap(spec, handle, Slab.create(memory, spec, cpus), keys, index, buckets).initialised();
    }

    /** Checks a definition and gives the bytes that the map takes, at most {@code left}. */
    private static long check(MapSpec spec, int cpus, long left) {
        boolean array = switch (spec.type()) {
            case MapSpec.ARRAY, MapSpec.PERCPU_ARRAY, MapSpec.DEVMAP, MapSpec.CPUMAP, MapSpec.XSKMAP -> true;
            case MapSpec.HASH, MapSpec.PERCPU_HASH, MapSpec.DEVMAP_HASH -> false;
            default -> throw problem(spec, "is " + type(spec.type()) + ", which is not simulated",
                    "Use array, hash, their per-CPU forms, devmap, devmap_hash, cpumap or xskmap.");
        };
        if (spec.maxEntries() <= 0 || spec.valueSize() <= 0 || spec.keySize() <= 0) {
            throw problem(spec, "needs positive key_size, value_size and max_entries, not " + spec.keySize() + ", "
                    + spec.valueSize() + " and " + spec.maxEntries(), "Correct the map's definition.");
        }
        if (array && spec.keySize() != 4) {
            throw problem(spec, "is indexed by number but has a key of " + spec.keySize() + " bytes",
                    "Make the key 4 bytes.");
        }
        if (spec.initial().isPresent() && spec.initial().get().length > spec.valueSize()) {
            throw problem(spec,
                    "has " + spec.initial().get().length + " bytes of contents, more than its value_size of "
                            + spec.valueSize(),
                    "Correct the map's definition.");
        }
        boolean perCpu = spec.type() == MapSpec.PERCPU_ARRAY || spec.type() == MapSpec.PERCPU_HASH;
        // Below 2^41 whatever the sizes are, so that the product with max_entries is compared by dividing.
        long entry = (spec.valueSize() + 7L & ~7L) * (perCpu ? cpus : 1) + spec.keySize();
        if (entry > left / spec.maxEntries()) {
            throw problem(spec, "takes " + spec.maxEntries() + " times " + entry + " bytes; " + left
                    + " bytes are left for it of the " + MAX_BYTES + " for all maps", "Lower max_entries.");
        }
        return entry * spec.maxEntries();
    }

    /** Types that XDP programs use, by their names in include/uapi/linux/bpf.h. */
    private static String type(int type) {
        return switch (type) {
            case 3 -> "a prog_array for tail calls";
            case 4 -> "a perf_event_array";
            case 9 -> "an lru_hash";
            case 10 -> "an lru_percpu_hash";
            case 11 -> "an lpm_trie";
            case 12 -> "an array_of_maps";
            case 13 -> "a hash_of_maps";
            case 22 -> "a queue";
            case 23 -> "a stack";
            case 27 -> "a ringbuf";
            case 30 -> "a bloom_filter";
            default -> "of type " + type;
        };
    }

    private static ProblemException problem(MapSpec spec, String what, String remedy) {
        return new ProblemException(Place.NOWHERE.section(".maps"), "map " + spec.name() + " " + what, remedy);
    }
}
