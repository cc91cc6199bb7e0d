package dev.xdpscope.engine.map;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hash and per-CPU hash. Values and keys lie in slots; an open-addressed index in a region of its own maps hashes to slots,
 * and free slots form a stack behind it. All of that is simulated memory, so it is part of every snapshot.
 *
 * @param recency when each slot was last used, for the LRU forms: where these are full a new key takes the place of the least
 *     recently used one. A kernel does so approximately, and earlier, for it keeps free slots per CPU.
 */
record HashTable(MapSpec spec, Region handle, Slab slab, Region keys, Region index, int buckets,
        Optional<Recency> recency, Optional<Region> shown)
        implements WalkedMap {

    /** Offset in {@code index} of the number of used slots; the buckets begin at {@link #BUCKETS}. */
    private static final int USED = 0;

    private static final int BUCKETS = 8;

    /** Fills the stack of free slots of a new map so that slot 0 is taken first. */
    HashTable initialised() {
        for (int i = 0; i < spec.maxEntries(); i++) {
            freeAt(i, i);
        }
        return this;
    }

    /** Bytes the index region needs: the count, the buckets, the stack of free slots. */
    static int indexSize(int buckets, int maxEntries) {
        return BUCKETS + buckets * 4 + maxEntries * 4;
    }

    @Override
    public Region values() {
        return slab.region();
    }

    @Override
    public int cpus() {
        return slab.cpus();
    }

    @Override
    public long lookup(byte[] key, int cpu) {
        int slot = slot(find(key));
        if (slot < 0) {
            return 0;
        }
        recency.ifPresent(r -> r.use(slot));
        return slab.address(slot, cpu);
    }

    @Override
    public long update(byte[] key, byte[] value, long flags, int cpu) {
        if (flags < 0 || flags > BPF_EXIST) {
            return Errno.EINVAL.negative();
        }
        int bucket = find(key);
        int slot = slot(bucket);
        if (slot >= 0 && flags == BPF_NOEXIST) {
            return Errno.EEXIST.negative();
        }
        if (slot < 0 && flags == BPF_EXIST) {
            return Errno.ENOENT.negative();
        }
        if (slot < 0) {
            if (used() == spec.maxEntries()) {
                if (recency.isEmpty()) {
                    return Errno.E2BIG.negative();
                }
                delete(key(recency.get().oldest(spec.maxEntries())));
                bucket = find(key);
            }
            slot = take(bucket, key);
        }
        slab.put(slot, cpu, value);
        int written = slot;
        recency.ifPresent(r -> r.use(written));
        return 0;
    }

    /** Puts {@code key} into a free slot. */
    private int take(int bucket, byte[] key) {
        int used = used();
        int slot = (int) index.read(free(used), 4);
        index.write(USED, 4, used + 1L);
        setSlot(bucket, slot);
        keys.put(slot * spec.keySize(), key);
        slab.clear(slot);
        return slot;
    }

    @Override
    public long delete(byte[] key) {
        int bucket = find(key);
        int slot = slot(bucket);
        if (slot < 0) {
            return Errno.ENOENT.negative();
        }
        setSlot(bucket, -1);
        index.write(USED, 4, used() - 1L);
        freeAt(used(), slot);
        closeGap(bucket);
        return 0;
    }

    @Override
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>(used());
        for (int bucket = 0; bucket < buckets; bucket++) {
            int slot = slot(bucket);
            if (slot >= 0) {
                all.add(new Entry(key(slot), slab.all(slot)));
            }
        }
        all.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        return all;
    }

    /** A free slot has a key that was there before, or none: whether it is used the index knows. */
    @Override
    public int next(int from) {
        for (int slot = from; slot < spec.maxEntries(); slot++) {
            if (slot(find(key(slot))) == slot) {
                return slot;
            }
        }
        return -1;
    }

    @Override
    public long value(int place, int cpu) {
        return slab.address(place, cpu);
    }

    /** Moves later members of a probe sequence forward over an emptied bucket, so that no search ends too early. */
    private void closeGap(int emptied) {
        int gap = emptied;
        for (int b = behind(gap); slot(b) >= 0; b = behind(b)) {
            int home = home(key(slot(b)));
            boolean reachable = gap <= b ? gap < home && home <= b : gap < home || home <= b;
            if (!reachable) {
                setSlot(gap, slot(b));
                setSlot(b, -1);
                gap = b;
            }
        }
    }

    /** The bucket that holds {@code key}, or the empty one where it would go. */
    private int find(byte[] key) {
        int bucket = home(key);
        while (slot(bucket) >= 0 && !Arrays.equals(key(slot(bucket)), key)) {
            bucket = behind(bucket);
        }
        return bucket;
    }

    private int home(byte[] key) {
        int h = Arrays.hashCode(key) * 0x9E3779B9;
        return (h ^ h >>> 15) & buckets - 1;
    }

    private int behind(int bucket) {
        return bucket + 1 & buckets - 1;
    }

    private int slot(int bucket) {
        return (int) index.read(BUCKETS + bucket * 4, 4) - 1;
    }

    private void setSlot(int bucket, int slot) {
        index.write(BUCKETS + bucket * 4, 4, slot + 1L);
    }

    private int used() {
        return (int) index.read(USED, 4);
    }

    private int free(int position) {
        return BUCKETS + buckets * 4 + position * 4;
    }

    private void freeAt(int position, int slot) {
        index.write(free(position), 4, slot);
    }

    @Override
    public byte[] key(int slot) {
        return keys.bytes(slot * spec.keySize(), spec.keySize());
    }
}
