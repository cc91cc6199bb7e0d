package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.List;
import java.util.Optional;

/** Makes maps of definitions that {@link MapCheck} has accepted. */
final class MapMaker {
    private final Memory memory;
    private final int cpus;
    /** All maps of the program, those that are yet to be made too. */
    private final List<BpfMap> all;

    MapMaker(Memory memory, int cpus, List<BpfMap> all) {
        this.memory = memory;
        this.cpus = cpus;
        this.all = all;
    }

    BpfMap make(MapSpec spec) {
        Region handle = memory.add(Region.Spec.of(Region.Kind.MAP, spec.name(), 8, "bpf_map"));
        return switch (MapType.of(spec).orElseThrow()) {
            case ARRAY, DEVMAP, CPUMAP, XSKMAP -> array(spec, handle, Slab.create(memory, spec, 1));
            case PERCPU_ARRAY -> array(spec, handle, Slab.create(memory, spec, cpus));
            case HASH, DEVMAP_HASH -> hash(spec, handle, 1, Optional.empty());
            case PERCPU_HASH -> hash(spec, handle, cpus, Optional.empty());
            case LRU_HASH -> hash(spec, handle, 1, Optional.of(recency(spec)));
            case LRU_PERCPU_HASH -> hash(spec, handle, cpus, Optional.of(recency(spec)));
            case PROG_ARRAY, ARRAY_OF_MAPS ->
                    new SlotMap(spec, handle, array(spec, handle, Slab.create(memory, spec, 1)), all);
            case HASH_OF_MAPS -> new SlotMap(spec, handle, hash(spec, handle, 1, Optional.empty()), all);
            case LPM_TRIE -> new LpmTrie(spec, handle, Slab.create(memory, spec, 1), keys(spec),
                    host(spec, "slots", spec.maxEntries()));
            case QUEUE, STACK -> new QueueMap(spec, handle, Slab.create(memory, spec, 1),
                    host(spec, "ends", QueueMap.ENDS));
            case RINGBUF -> new RingBuffer(spec, handle, memory.add(Region.Spec.of(Region.Kind.MAP_VALUE, spec.name(),
                    2 * spec.maxEntries(), spec.valueType().orElse("")).writable()),
                    host(spec, "positions", RingBuffer.POSITIONS));
            case PERF_EVENT_ARRAY -> new PerfEventArray(spec, handle,
                    spec.maxEntries() == 0 ? cpus : Math.min(cpus, spec.maxEntries()));
            case BLOOM_FILTER -> new BloomFilter(spec, handle,
                    host(spec, "bits", (int) (BloomFilter.bits(spec) / 8)));
        };
    }

    private BpfMap array(MapSpec spec, Region handle, Slab slab) {
        spec.initial().ifPresent(bytes -> slab.put(0, 0, bytes));
        return new ArrayMap(spec, handle, slab, WalkedMap.shown(memory, spec));
    }

    private BpfMap hash(MapSpec spec, Region handle, int cpus, Optional<Recency> recency) {
        int buckets = Math.max(4, Integer.highestOneBit(spec.maxEntries() * 2 - 1) * 2);
        Region keys = keys(spec);
        Region index = host(spec, "index", HashTable.indexSize(buckets, spec.maxEntries()));
        return new HashTable(spec, handle, Slab.create(memory, spec, cpus), keys, index, buckets, recency,
                WalkedMap.shown(memory, spec)).initialised();
    }

    private Region keys(MapSpec spec) {
        return memory.add(Region.Spec.of(Region.Kind.HOST, spec.name() + " keys", spec.keySize() * spec.maxEntries(),
                spec.keyType().orElse("")));
    }

    private Recency recency(MapSpec spec) {
        return new Recency(host(spec, "uses", Recency.size(spec.maxEntries())));
    }

    private Region host(MapSpec spec, String what, int size) {
        return memory.add(Region.Spec.of(Region.Kind.HOST, spec.name() + " " + what, size, ""));
    }
}
