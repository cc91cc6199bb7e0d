package dev.xdpscope.engine.call;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;

/**
 * What the kernel allocates for {@code bpf_iter_bits}: copies of the words that are iterated over. There is room for
 * {@value #PLACES} iterators at a time; where a kernel's memory ends depends on the machine.
 */
final class BitWords {
    /** BITS_ITER_NR_WORDS_MAX, kernel/bpf/helpers.c 6.18. */
    static final int MOST = 511;

    private static final int PLACES = 8;
    /** Bytes from one place to the next; the first 8 say whether it is taken. */
    private static final int STRIDE = 8 + MOST * 8;

    private final Region region;

    BitWords(Memory memory) {
        region = memory.add(Region.Spec.of(Region.Kind.HOST, "bits of iterators", PLACES * STRIDE, ""));
    }

    /** Keeps a copy of words, 8 bytes each; its address, or 0 if there is no room. */
    long keep(byte[] words) {
        for (int at = 0; at < PLACES * STRIDE; at += STRIDE) {
            if (region.read(at, 8) == 0) {
                region.write(at, 8, 1);
                region.put(at + 8, words);
                return region.address(at + 8);
            }
        }
        return 0;
    }

    /** The word number {@code index} of a copy; 0 of something that is none. */
    long word(long copy, int index) {
        return isCopy(copy) ? region.read(Memory.offset(copy) + 8 * index, 8) : 0;
    }

    void free(long copy) {
        if (isCopy(copy)) {
            region.write(Memory.offset(copy) - 8, 8, 0);
        }
    }

    private boolean isCopy(long address) {
        return Memory.regionId(address) == region.id() && Memory.offset(address) >= 8
                && (Memory.offset(address) - 8) % STRIDE == 0 && Memory.offset(address) < PLACES * STRIDE;
    }
}
