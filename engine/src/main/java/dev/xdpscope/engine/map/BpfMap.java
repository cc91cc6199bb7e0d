package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.List;

/** A map in the simulated memory. Results are addresses or negative errno values as the kernel's helpers return them. */
public sealed interface BpfMap permits WalkedMap, LpmTrie, QueueMap, BloomFilter, RingBuffer,
        PerfEventArray, SlotMap {
    long BPF_ANY = 0;
    long BPF_NOEXIST = 1;
    long BPF_EXIST = 2;
    long BPF_F_LOCK = 4;

    /** How it was declared. */
    MapSpec spec();

    /** The region whose address stands for {@code struct bpf_map *} in programs. */
    Region handle();

    /** The region that holds the values; its stride is the value size rounded up to 8, as in the kernel. */
    Region values();

    /** How many CPUs have values of their own; 1 if all share one. */
    default int cpus() {
        return 1;
    }

    /** Address of the value of {@code key} as seen by {@code cpu}, or 0, as always where nothing has a key. */
    default long lookup(byte[] key, int cpu) {
        return 0;
    }

    /**
     * Creates or overwrites the value of {@code key} as seen by {@code cpu}: 0 or a negative errno, always the same one where
     * the type has no such operation.
     */
    default long update(byte[] key, byte[] value, long flags, int cpu) {
        return MapType.of(spec()).orElseThrow().withoutUpdate().negative();
    }

    /** Removes {@code key}: 0 or a negative errno, always the same one where the type has no such operation. */
    default long delete(byte[] key) {
        return MapType.of(spec()).orElseThrow().withoutDelete().negative();
    }

    /** All entries in a fixed order. */
    List<Entry> entries();

    /** A key with its value per CPU; maps that are not per-CPU have one. */
    record Entry(byte[] key, List<byte[]> values) {}
}
