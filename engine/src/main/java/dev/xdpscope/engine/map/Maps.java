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

    private static final int PAGE = 4096;

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
        List<BpfMap> maps = new ArrayList<>(specs.size());
        long left = MAX_BYTES;
        for (MapSpec spec : specs) {
            left -= check(spec, cpus, left);
            maps.add(create(memory, spec, cpus));
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
        return switch (MapType.of(spec).orElseThrow()) {
            case ARRAY, DEVMAP, CPUMAP, XSKMAP -> array(spec, handle, Slab.create(memory, spec, 1));
            case PERCPU_ARRAY -> array(spec, handle, Slab.create(memory, spec, cpus));
            case HASH, DEVMAP_HASH -> hash(memory, spec, handle, 1, Optional.empty());
            case PERCPU_HASH -> hash(memory, spec, handle, cpus, Optional.empty());
            case LRU_HASH -> hash(memory, spec, handle, 1, Optional.of(recency(memory, spec)));
            case LRU_PERCPU_HASH -> hash(memory, spec, handle, cpus, Optional.of(recency(memory, spec)));
            case LPM_TRIE -> new LpmTrie(spec, handle, Slab.create(memory, spec, 1), keys(memory, spec),
                    host(memory, spec, "slots", spec.maxEntries()));
            case QUEUE, STACK -> new QueueMap(spec, handle, Slab.create(memory, spec, 1),
                    host(memory, spec, "ends", QueueMap.ENDS));
            case RINGBUF -> new RingBuffer(spec, handle, memory.add(Region.Spec.of(Region.Kind.MAP_VALUE, spec.name(),
                    2 * spec.maxEntries(), spec.valueType().orElse("")).writable()),
                    host(memory, spec, "positions", RingBuffer.POSITIONS));
            case PERF_EVENT_ARRAY -> new PerfEventArray(spec, handle,
                    spec.maxEntries() == 0 ? cpus : Math.min(cpus, spec.maxEntries()));
            case BLOOM_FILTER -> new BloomFilter(spec, handle,
                    host(memory, spec, "bits", (int) (BloomFilter.bits(spec) / 8)));
        };
    }

    private static BpfMap array(MapSpec spec, Region handle, Slab slab) {
        spec.initial().ifPresent(bytes -> slab.put(0, 0, bytes));
        return new ArrayMap(spec, handle, slab);
    }

    private static BpfMap hash(Memory memory, MapSpec spec, Region handle, int cpus, Optional<Recency> recency) {
        int buckets = Math.max(4, Integer.highestOneBit(spec.maxEntries() * 2 - 1) * 2);
        Region keys = keys(memory, spec);
        Region index = host(memory, spec, "index", HashMap.indexSize(buckets, spec.maxEntries()));
        return new HashMap(spec, handle, Slab.create(memory, spec, cpus), keys, index, buckets, recency).initialised();
    }

    private static Region keys(Memory memory, MapSpec spec) {
        return memory.add(Region.Spec.of(Region.Kind.HOST, spec.name() + " keys", spec.keySize() * spec.maxEntries(),
                spec.keyType().orElse("")));
    }

    private static Recency recency(Memory memory, MapSpec spec) {
        return new Recency(host(memory, spec, "uses", Recency.size(spec.maxEntries())));
    }

    private static Region host(Memory memory, MapSpec spec, String what, int size) {
        return memory.add(Region.Spec.of(Region.Kind.HOST, spec.name() + " " + what, size, ""));
    }

    /** Checks a definition and gives the bytes that the map takes, at most {@code left}. */
    private static long check(MapSpec spec, int cpus, long left) {
        MapType type = MapType.of(spec).orElseThrow(() -> problem(spec, "is " + MapType.describe(spec.type())
                + ", which is not simulated", "Use one of: " + MapType.names() + "."));
        if (type == MapType.RINGBUF) {
            return ringbuf(spec, left);
        }
        if (type == MapType.PERF_EVENT_ARRAY) {
            return perfEventArray(spec);
        }
        if (spec.maxEntries() <= 0 || spec.valueSize() <= 0 || type.keyed() && spec.keySize() <= 0) {
            throw problem(spec, "needs positive " + (type.keyed() ? "key_size, " : "")
                    + "value_size and max_entries, not " + (type.keyed() ? spec.keySize() + ", " : "")
                    + spec.valueSize() + " and " + spec.maxEntries(), "Correct the map's definition.");
        }
        if (!type.keyed() && spec.keySize() != 0) {
            throw problem(spec, "is a " + type.word() + " but has a key of " + spec.keySize() + " bytes",
                    "Leave the key out.");
        }
        if (type.indexed() && spec.keySize() != 4) {
            throw problem(spec, "is indexed by number but has a key of " + spec.keySize() + " bytes",
                    "Make the key 4 bytes.");
        }
        checkOwn(type, spec);
        if (spec.initial().isPresent() && spec.initial().get().length > spec.valueSize()) {
            throw problem(spec,
                    "has " + spec.initial().get().length + " bytes of contents, more than its value_size of "
                            + spec.valueSize(),
                    "Correct the map's definition.");
        }
        // Below 2^41 whatever the sizes are, so that the product with max_entries is compared by dividing.
        long entry = (spec.valueSize() + 7L & ~7L) * (type.perCpu() ? cpus : 1) + spec.keySize();
        if (entry > left / spec.maxEntries()) {
            throw problem(spec, "takes " + spec.maxEntries() + " times " + entry + " bytes; " + left
                    + " bytes are left for it of the " + MAX_BYTES + " for all maps", "Lower max_entries.");
        }
        return entry * spec.maxEntries();
    }

    private static long ringbuf(MapSpec spec, long left) {
        int size = spec.maxEntries();
        if (spec.keySize() != 0 || spec.valueSize() != 0 || size < PAGE || Integer.bitCount(size) != 1) {
            throw problem(spec, "is a ringbuf with max_entries " + size,
                    "Give its bytes as max_entries: a power of two of whole pages, from 4096; and no key or value size.");
        }
        if (size > left / 2) {
            throw problem(spec, "takes " + size + " bytes twice; " + left + " are left for it of the " + MAX_BYTES
                    + " for all maps", "Lower max_entries.");
        }
        return 2L * size;
    }

    private static long perfEventArray(MapSpec spec) {
        if (spec.keySize() != 4 || spec.valueSize() != 4 || spec.maxEntries() < 0) {
            throw problem(spec, "is a perf_event_array with key and value of " + spec.keySize() + " and "
                    + spec.valueSize() + " bytes", "Make both 4 bytes.");
        }
        return 0;
    }

    /** What the kernel asks of maps of one type when they are made. */
    private static void checkOwn(MapType type, MapSpec spec) {
        if (type == MapType.LPM_TRIE && (spec.flags() & MapSpec.NO_PREALLOC) == 0) {
            throw problem(spec, "is an lpm_trie without BPF_F_NO_PREALLOC",
                    "Add __uint(map_flags, BPF_F_NO_PREALLOC).");
        }
        if (type == MapType.LPM_TRIE
                && (spec.keySize() <= LpmTrie.LENGTH || spec.keySize() > LpmTrie.LENGTH + LpmTrie.LONGEST)) {
            throw problem(spec, "is an lpm_trie with a key of " + spec.keySize() + " bytes",
                    "Make it a 4-byte prefix length and 1 to " + LpmTrie.LONGEST + " bytes of data.");
        }
        if ((type == MapType.LRU_HASH || type == MapType.LRU_PERCPU_HASH)
                && (spec.flags() & MapSpec.NO_PREALLOC) != 0) {
            throw problem(spec, "is an " + type.word() + " with BPF_F_NO_PREALLOC", "Leave the flag out.");
        }
        if (type == MapType.BLOOM_FILTER ? !BloomFilter.allowed(spec) : spec.extra() != 0) {
            throw problem(spec, "has map_extra " + spec.extra(),
                    "Only a bloom_filter has one: its hash functions, 1 to 15.");
        }
    }

    private static ProblemException problem(MapSpec spec, String what, String remedy) {
        return new ProblemException(Place.NOWHERE.section(".maps"), "map " + spec.name() + " " + what, remedy);
    }
}
