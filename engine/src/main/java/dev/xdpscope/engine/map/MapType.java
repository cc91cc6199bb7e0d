package dev.xdpscope.engine.map;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.program.MapSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The map types that are simulated: numbers and names are those of {@code enum bpf_map_type} (include/uapi/linux/bpf.h, 6.12). */
public enum MapType {
    HASH(MapSpec.HASH),
    ARRAY(MapSpec.ARRAY),
    PROG_ARRAY(MapSpec.PROG_ARRAY),
    PERF_EVENT_ARRAY(MapSpec.PERF_EVENT_ARRAY),
    PERCPU_HASH(MapSpec.PERCPU_HASH),
    PERCPU_ARRAY(MapSpec.PERCPU_ARRAY),
    LRU_HASH(MapSpec.LRU_HASH),
    LRU_PERCPU_HASH(MapSpec.LRU_PERCPU_HASH),
    LPM_TRIE(MapSpec.LPM_TRIE),
    ARRAY_OF_MAPS(MapSpec.ARRAY_OF_MAPS),
    HASH_OF_MAPS(MapSpec.HASH_OF_MAPS),
    DEVMAP(MapSpec.DEVMAP),
    CPUMAP(MapSpec.CPUMAP),
    XSKMAP(MapSpec.XSKMAP),
    QUEUE(MapSpec.QUEUE),
    STACK(MapSpec.STACK),
    DEVMAP_HASH(MapSpec.DEVMAP_HASH),
    RINGBUF(MapSpec.RINGBUF),
    BLOOM_FILTER(MapSpec.BLOOM_FILTER);

    private static final String REDIRECT = "bpf_redirect_map";
    private static final String LOOKUP = "bpf_map_lookup_elem";
    private static final String TAIL_CALL = "bpf_tail_call";
    private static final String PERF_OUTPUT = "bpf_perf_event_output";
    private static final String PER_CPU_LOOKUP = "bpf_map_lookup_percpu_elem";
    private static final String RINGBUF_HELPERS = "bpf_ringbuf_";
    private static final Set<String> QUEUE_HELPERS =
            Set.of("bpf_map_push_elem", "bpf_map_pop_elem", "bpf_map_peek_elem");

    private final int number;

    MapType(int number) {
        this.number = number;
    }

    /** {@code enum bpf_map_type}. */
    public int number() {
        return number;
    }

    /** The type of a map; empty if it is not simulated. */
    public static Optional<MapType> of(MapSpec spec) {
        return Arrays.stream(values()).filter(t -> t.number == spec.type()).findFirst();
    }

    /** For example {@code percpu_hash}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether its values have keys. */
    public boolean keyed() {
        return this != QUEUE && this != STACK && this != BLOOM_FILTER && this != RINGBUF;
    }

    /** Whether its keys are the numbers below max_entries. */
    public boolean indexed() {
        return this == ARRAY || this == PERCPU_ARRAY || this == DEVMAP || this == CPUMAP || this == XSKMAP
                || this == PROG_ARRAY || this == ARRAY_OF_MAPS;
    }

    /** Whether each CPU has values of its own. */
    public boolean perCpu() {
        return this == PERCPU_ARRAY || this == PERCPU_HASH || this == LRU_PERCPU_HASH;
    }

    /** Whether a program can visit its elements one after another. */
    boolean walked() {
        return switch (this) {
            case ARRAY, PERCPU_ARRAY, HASH, PERCPU_HASH, LRU_HASH, LRU_PERCPU_HASH -> true;
            default -> false;
        };
    }

    /**
     * Whether a program may hand such a map to a helper ({@code check_map_func_compatibility()}, kernel/bpf/verifier.c 6.12).
     *
     * @param helper one that takes a map, for example {@code bpf_map_lookup_elem}
     */
    public boolean allows(String helper) {
        return switch (this) {
            case QUEUE, STACK -> QUEUE_HELPERS.contains(helper);
            case BLOOM_FILTER -> QUEUE_HELPERS.contains(helper) && !helper.equals("bpf_map_pop_elem");
            case DEVMAP, DEVMAP_HASH, XSKMAP -> helper.equals(REDIRECT) || helper.equals(LOOKUP);
            case CPUMAP -> helper.equals(REDIRECT);
            case RINGBUF -> helper.startsWith(RINGBUF_HELPERS);
            case PERF_EVENT_ARRAY -> helper.equals(PERF_OUTPUT);
            case PROG_ARRAY -> helper.equals(TAIL_CALL);
            case ARRAY_OF_MAPS, HASH_OF_MAPS -> helper.equals(LOOKUP);
            default -> !helper.equals(REDIRECT) && !helper.equals(PERF_OUTPUT) && !helper.equals(TAIL_CALL)
                    && !helper.startsWith(RINGBUF_HELPERS)
                    && !QUEUE_HELPERS.contains(helper) && (perCpu() || !helper.equals(PER_CPU_LOOKUP));
        };
    }

    /**
     * What the kernel answers who would update a map of a type whose values are not set by key, or only by user space
     * (queue_stack_maps.c, bloom_filter.c, ringbuf.c in kernel/bpf, 6.18). The verifier lets no program come so far.
     */
    Errno withoutUpdate() {
        return switch (this) {
            case RINGBUF -> Errno.ENOTSUPP;
            case PERF_EVENT_ARRAY -> Errno.EOPNOTSUPP;
            default -> Errno.EINVAL;
        };
    }

    /** As {@link #withoutUpdate()}, of deleting; which a program may try with an array (arraymap.c). */
    Errno withoutDelete() {
        return switch (this) {
            case RINGBUF -> Errno.ENOTSUPP;
            case PERF_EVENT_ARRAY, BLOOM_FILTER -> Errno.EOPNOTSUPP;
            default -> Errno.EINVAL;
        };
    }

    /** All names, for messages. */
    static String names() {
        return Arrays.stream(values()).map(MapType::word).collect(Collectors.joining(", "));
    }
}
