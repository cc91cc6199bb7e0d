package dev.xdpscope.engine.map;

import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Array, per-CPU array, and the redirect target maps whose keys are small indexes; all entries exist from the start. */
record ArrayMap(MapSpec spec, Region handle, Slab slab) implements BpfMap {

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

    @Override
    public long update(byte[] key, byte[] value, long flags, int cpu) {
        if (flags < 0 || flags > BPF_EXIST) {
            return EINVAL;
        }
        long index = index(key);
        if (index >= spec.maxEntries()) {
            return E2BIG;
        }
        if (flags == BPF_NOEXIST) {
            return EEXIST;
        }
        slab.put((int) index, cpu, value);
        return 0;
    }

    @Override
    public long delete(byte[] key) {
        return EINVAL;
    }

    @Override
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>(spec.maxEntries());
        for (int i = 0; i < spec.maxEntries(); i++) {
            byte[] key = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(i).array();
            all.add(new Entry(key, slab.all(i)));
        }
        return all;
    }

    private static long index(byte[] key) {
        return ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    }
}
