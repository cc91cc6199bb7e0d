package dev.xdpscope.engine.program;

import java.util.List;
import java.util.Optional;

/**
 * A map as the object declares it (BTF-defined, or made from a data section as libbpf does).
 *
 * @param name symbol name; data sections give {@code .rodata}, {@code .data}, {@code .bss} (with suffix where they have one)
 * @param type {@code enum bpf_map_type} in include/uapi/linux/bpf.h
 * @param keySize bytes
 * @param valueSize bytes
 * @param maxEntries number of entries
 * @param flags BPF_F_… map_flags
 * @param initial first contents of the only value, for data sections
 * @param keyType name of the key's BTF type, where known
 * @param valueType name of the value's BTF type, where known
 * @param extra {@code map_extra}: for a bloom filter the number of hash functions, else 0
 * @param slots what the declaration puts into a map of maps or of programs
 */
public record MapSpec(String name, int type, int keySize, int valueSize, int maxEntries, int flags,
        Optional<byte[]> initial, Optional<String> keyType, Optional<String> valueType, long extra,
        List<Slot> slots) {

    public MapSpec {
        slots = List.copyOf(slots);
    }

    /** A map without map_extra and slots. */
    public MapSpec(String name, int type, int keySize, int valueSize, int maxEntries, int flags,
            Optional<byte[]> initial, Optional<String> keyType, Optional<String> valueType) {
        this(name, type, keySize, valueSize, maxEntries, flags, initial, keyType, valueType, 0, List.of());
    }

    public static final int HASH = 1;
    public static final int ARRAY = 2;
    public static final int PROG_ARRAY = 3;
    public static final int PERF_EVENT_ARRAY = 4;
    public static final int PERCPU_HASH = 5;
    public static final int PERCPU_ARRAY = 6;
    public static final int LRU_HASH = 9;
    public static final int LRU_PERCPU_HASH = 10;
    public static final int LPM_TRIE = 11;
    public static final int ARRAY_OF_MAPS = 12;
    public static final int HASH_OF_MAPS = 13;
    public static final int DEVMAP = 14;
    public static final int CPUMAP = 16;
    public static final int XSKMAP = 17;
    public static final int QUEUE = 22;
    public static final int STACK = 23;
    public static final int DEVMAP_HASH = 25;
    public static final int RINGBUF = 27;
    public static final int BLOOM_FILTER = 30;

    /** BPF_F_NO_PREALLOC: memory is taken when an entry is made. */
    public static final int NO_PREALLOC = 1;

    /** BPF_F_RDONLY_PROG: the program may only read. */
    public static final int RDONLY_PROG = 1 << 7;

    /**
     * An entry that the declaration makes.
     *
     * @param key index, 0 or more
     * @param name of the map, or of the program's function, under the key
     */
    public record Slot(int key, String name) {}

    /** Whether it stands for a data section. */
    public boolean isData() {
        return initial.isPresent();
    }
}
