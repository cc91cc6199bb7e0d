package dev.xdpscope.engine.map;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Array, per-CPU array, and the redirect target maps whose keys are small indexes; all entries exist from the start. */
record ArrayMap(MapSpec spec, Region handle, Slab slab, Optional<Region> shown) implements WalkedMap {

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
        long index = index(key);
        return index < spec.maxEntries() ? slab.address((int) index, cpu) : 0;
    }

    /** The order of checks is that of array_map_update_elem() (kernel/bpf/arraymap.c, 6.18): values have no lock. */
    @Override
    public long update(byte[] key, byte[] value, long flags, int cpu) {
        if (Long.compareUnsigned(flags & ~BPF_F_LOCK, BPF_EXIST) > 0) {
            return Errno.EINVAL.negative();
        }
        long index = index(key);
        if (index >= spec.maxEntries()) {
            return Errno.E2BIG.negative();
        }
        if ((flags & BPF_NOEXIST) != 0) {
            return Errno.EEXIST.negative();
        }
        if ((flags & BPF_F_LOCK) != 0) {
            return Errno.EINVAL.negative();
        }
        slab.put((int) index, cpu, value);
        return 0;
    }

    @Override
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>(spec.maxEntries());
        for (int i = 0; i < spec.maxEntries(); i++) {
            all.add(new Entry(key(i), slab.all(i)));
        }
        return all;
    }

    @Override
    public int next(int from) {
        return from < spec.maxEntries() ? from : -1;
    }

    @Override
    public byte[] key(int place) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(place).array();
    }

    @Override
    public long value(int place, int cpu) {
        return slab.address(place, cpu);
    }

    private static long index(byte[] key) {
        return ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    }
}
