package dev.xdpscope.engine.map;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Longest prefix match (kernel/bpf/lpm_trie.c, 6.12). A key is a prefix length in bits, a 32-bit number, and the data in network
 * byte order; keys are the same if their prefixes are. Slots are searched one by one: there is no trie, which no program could
 * tell. The region {@code used} holds a byte for each slot.
 */
record LpmTrie(MapSpec spec, Region handle, Slab slab, Region keys, Region used) implements BpfMap {
    /** Bytes of the prefix length. */
    static final int LENGTH = 4;

    /** LPM_DATA_SIZE_MAX */
    static final int LONGEST = 256;

    @Override
    public Region values() {
        return slab.region();
    }

    @Override
    public long lookup(byte[] key, int cpu) {
        int best = -1;
        if (valid(key)) {
            for (int slot = 0; slot < spec.maxEntries(); slot++) {
                if (isUsed(slot) && length(key(slot)) <= length(key) && samePrefix(key(slot), key, length(key(slot)))
                        && (best < 0 || length(key(slot)) > length(key(best)))) {
                    best = slot;
                }
            }
        }
        return best < 0 ? 0 : slab.address(best, 0);
    }

    @Override
    public long update(byte[] key, byte[] value, long flags, int cpu) {
        if (flags < 0 || flags > BPF_EXIST || !valid(key)) {
            return Errno.EINVAL.negative();
        }
        int slot = find(key);
        if (slot >= 0 && flags == BPF_NOEXIST) {
            return Errno.EEXIST.negative();
        }
        if (slot < 0 && flags == BPF_EXIST) {
            return Errno.ENOENT.negative();
        }
        if (slot < 0) {
            slot = free();
            if (slot < 0) {
                return Errno.ENOSPC.negative();
            }
            used.write(slot, 1, 1);
            slab.clear(slot);
        }
        keys.put(slot * spec.keySize(), key);
        slab.put(slot, 0, value);
        return 0;
    }

    @Override
    public long delete(byte[] key) {
        if (!valid(key)) {
            return Errno.EINVAL.negative();
        }
        int slot = find(key);
        if (slot < 0) {
            return Errno.ENOENT.negative();
        }
        used.write(slot, 1, 0);
        return 0;
    }

    @Override
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        for (int slot = 0; slot < spec.maxEntries(); slot++) {
            if (isUsed(slot)) {
                all.add(new Entry(key(slot), slab.all(slot)));
            }
        }
        all.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        return all;
    }

    private boolean valid(byte[] key) {
        return length(key) <= (spec.keySize() - LENGTH) * 8L;
    }

    /** The slot of exactly this prefix, or -1. */
    private int find(byte[] key) {
        for (int slot = 0; slot < spec.maxEntries(); slot++) {
            if (isUsed(slot) && length(key(slot)) == length(key) && samePrefix(key(slot), key, length(key))) {
                return slot;
            }
        }
        return -1;
    }

    private int free() {
        for (int slot = 0; slot < spec.maxEntries(); slot++) {
            if (!isUsed(slot)) {
                return slot;
            }
        }
        return -1;
    }

    private boolean isUsed(int slot) {
        return used.read(slot, 1) != 0;
    }

    private byte[] key(int slot) {
        return keys.bytes(slot * spec.keySize(), spec.keySize());
    }

    private static long length(byte[] key) {
        return ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    }

    private static boolean samePrefix(byte[] a, byte[] b, long bits) {
        int whole = LENGTH + (int) (bits / 8);
        int rest = (int) (bits % 8);
        return Arrays.equals(a, LENGTH, whole, b, LENGTH, whole)
                && (rest == 0 || ((a[whole] ^ b[whole]) & 0xff00 >> rest & 0xff) == 0);
    }
}
