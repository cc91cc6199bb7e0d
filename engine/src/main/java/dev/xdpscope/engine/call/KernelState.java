package dev.xdpscope.engine.call;

import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;

/**
 * The kernel's per-CPU state that helpers read and write, in simulated memory so that it is part of every snapshot: the
 * clock at the start of the run, the random generator, the pending redirect ({@code struct bpf_redirect_info},
 * include/linux/filter.h 6.12).
 */
public final class KernelState {
    private static final int CLOCK = 0;
    private static final int RANDOM = 8;
    private static final int REDIRECT_MAP = 16;
    private static final int REDIRECT_KEY = 24;
    private static final int CPU = 32;
    private static final int TAI_OFFSET = 40;
    private static final int SIZE = 48;

    private final Region region;
    private final BitWords bits;

    private KernelState(Region region, BitWords bits) {
        this.region = region;
        this.bits = bits;
    }

    /** Adds the state to {@code memory}, all zero. */
    public static KernelState create(Memory memory) {
        return new KernelState(memory.add(Region.Spec.of(Region.Kind.HOST, "per-CPU state", SIZE, "")),
                new BitWords(memory));
    }

    /** What is allocated for iterators over bits. */
    BitWords bits() {
        return bits;
    }

    /** CLOCK_MONOTONIC at the start of the run, nanoseconds. */
    public long clock() {
        return region.read(CLOCK, 8);
    }

    public void clock(long nanos) {
        region.write(CLOCK, 8, nanos);
    }

    /** What CLOCK_TAI is ahead of CLOCK_MONOTONIC, nanoseconds. */
    public long taiOffset() {
        return region.read(TAI_OFFSET, 8);
    }

    public void taiOffset(long nanos) {
        region.write(TAI_OFFSET, 8, nanos);
    }

    /** Sets the state of the random generator; the same seed gives the same numbers. */
    public void seed(long seed) {
        region.write(RANDOM, 8, seed);
    }

    /** The next pseudo-random 32-bit number (SplitMix64, upper half). */
    public int random() {
        long state = region.read(RANDOM, 8) + 0x9E3779B97F4A7C15L;
        region.write(RANDOM, 8, state);
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return (int) ((z ^ z >>> 31) >>> 32);
    }

    /** The CPU the program runs on. */
    public int cpu() {
        return (int) region.read(CPU, 4);
    }

    public void cpu(int cpu) {
        region.write(CPU, 4, cpu);
    }

    /** Notes where XDP_REDIRECT would send the packet: a map's handle address and key, or 0 and an ifindex. */
    public void redirect(long map, long key) {
        region.write(REDIRECT_MAP, 8, map);
        region.write(REDIRECT_KEY, 8, key);
    }

    /** Address of the redirect map's handle; 0 for a redirect by ifindex. */
    public long redirectMap() {
        return region.read(REDIRECT_MAP, 8);
    }

    /** Key in the redirect map, or ifindex. */
    public long redirectKey() {
        return region.read(REDIRECT_KEY, 8);
    }
}
