package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;

/** Whether maps can be made, one after another: what the kernel asks of their attributes, and that they fit the memory. */
final class MapCheck {
    /** The most that all maps of a program may take, in bytes of keys and values. */
    private static final long MAX_BYTES = 1L << 28;

    private final int cpus;
    private long left = MAX_BYTES;

    MapCheck(int cpus) {
        this.cpus = cpus;
    }

    /**
     * @throws ProblemException if the map cannot be made
     */
    void check(MapSpec spec) {
        left -= bytes(spec);
    }

    /** The bytes that the map takes, at most those that are left. */
    private long bytes(MapSpec spec) {
        MapType type = MapType.of(spec).orElseThrow(() -> problem(spec, "is of type " + spec.type()
                + ", which is not simulated", "Use one of: " + MapType.names() + "."));
        if (type == MapType.RINGBUF) {
            return ringbuf(spec);
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

    private long ringbuf(MapSpec spec) {
        int size = spec.maxEntries();
        if (spec.keySize() != 0 || spec.valueSize() != 0 || size < Memory.PAGE || Integer.bitCount(size) != 1) {
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
