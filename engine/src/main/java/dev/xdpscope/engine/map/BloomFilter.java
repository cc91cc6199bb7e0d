package dev.xdpscope.engine.map;

import dev.xdpscope.engine.abi.Errno;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.MapSpec;
import java.util.List;

/**
 * Bloom filter (kernel/bpf/bloom_filter.c, 6.12): a bit set of the kernel's size. Which values that were never added are taken
 * for members differs from a kernel, whose hash has a random seed.
 */
public record BloomFilter(MapSpec spec, Region handle, Region bits) implements BpfMap {
    private static final int DEFAULT_HASHES = 5;
    private static final int LEAST_BITS = 64;
    private static final int MOST_HASHES = 15;

    /** Bits of a filter: entries times hashes divided by ln 2, which the kernel takes as 7/5, rounded up to a power of two. */
    static long bits(MapSpec spec) {
        long wanted = (long) spec.maxEntries() * hashes(spec) / 5 * 7;
        return wanted <= LEAST_BITS ? LEAST_BITS : Long.highestOneBit(wanted * 2 - 1);
    }

    /** Whether {@code map_extra} is a number of hash functions. */
    static boolean allowed(MapSpec spec) {
        return spec.extra() >= 0 && spec.extra() <= MOST_HASHES;
    }

    @Override
    public Region values() {
        return bits;
    }

    /** Adds a value: 0 or a negative errno. */
    public long push(byte[] value, long flags) {
        if (flags != BPF_ANY) {
            return Errno.EINVAL.negative();
        }
        for (int i = 0; i < hashes(spec); i++) {
            long bit = bit(value, i);
            int at = (int) (bit >>> 3);
            bits.write(at, 1, bits.read(at, 1) | 1L << (bit & 7));
        }
        return 0;
    }

    /** 0 if the value may have been added, ENOENT if it was not. */
    public long peek(byte[] value) {
        for (int i = 0; i < hashes(spec); i++) {
            long bit = bit(value, i);
            if ((bits.read((int) (bit >>> 3), 1) >>> (bit & 7) & 1) == 0) {
                return Errno.ENOENT.negative();
            }
        }
        return 0;
    }

    /** A filter does not know what was added. */
    @Override
    public List<Entry> entries() {
        return List.of();
    }

    private static int hashes(MapSpec spec) {
        return spec.extra() == 0 ? DEFAULT_HASHES : (int) spec.extra();
    }

    private long bit(byte[] value, int hash) {
        long h = hash;
        for (byte b : value) {
            h = mix(h + (b & 0xff) + 1);
        }
        return h & bits.size() * 8L - 1;
    }

    /** Spreads a number over 64 bits (SplitMix64). */
    private static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
