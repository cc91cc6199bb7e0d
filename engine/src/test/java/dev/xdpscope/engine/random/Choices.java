package dev.xdpscope.engine.random;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The decisions of which a program is made, each a number from 0. They are drawn at random or taken from a list, and noted in
 * either case: the same list gives the same program, and any list gives a program. Behind the end of a list all are 0, and 0
 * is always the simplest: so a shorter list, or one of smaller numbers, gives a simpler program.
 */
final class Choices {
    private final int[] given;
    private final RandomGenerator random;
    private int[] taken = new int[256];
    private int count;

    private Choices(int[] given, RandomGenerator random) {
        this.given = given;
        this.random = random;
    }

    static Choices random(RandomGenerator random) {
        return new Choices(new int[0], random);
    }

    static Choices of(int[] given) {
        return new Choices(given, null);
    }

    /** All that have been taken. */
    int[] taken() {
        return Arrays.copyOf(taken, count);
    }

    /** From 0 to {@code bound} - 1. */
    int below(int bound) {
        int choice = random != null ? random.nextInt(bound) : count < given.length ? given[count] % bound : 0;
        if (count == taken.length) {
            taken = Arrays.copyOf(taken, 2 * count);
        }
        taken[count++] = choice;
        return choice;
    }

    /** Once in {@code n} times. */
    boolean oneIn(int n) {
        return below(n) == n - 1;
    }

    boolean either() {
        return below(2) == 1;
    }

    <T> T of(T[] all) {
        return all[below(all.length)];
    }

    /** One of the bits that are set. */
    int bit(int mask) {
        int left = mask;
        for (int i = below(Integer.bitCount(mask)); i > 0; i--) {
            left &= left - 1;
        }
        return Integer.numberOfTrailingZeros(left);
    }

    /** A number at which arithmetic may go wrong, or any. */
    long value() {
        return switch (below(6)) {
            case 0 -> below(16);
            case 1 -> -1L - below(16);
            case 2 -> (1L << below(64)) + below(3) - 1;
            case 3 -> (long) below(1 << 16) << 48 | (long) below(1 << 16) << 32 | (long) below(1 << 16) << 16
                    | below(1 << 16);
            case 4 -> below(1 << 16) << 16 | below(1 << 16);
            default -> of(new Long[]{Long.MIN_VALUE, Long.MAX_VALUE, (long) Integer.MIN_VALUE, 0xffff_ffffL,
                0x8000_0000L, 0x7fff_ffffL, 0xffff_ffff_0000_0000L, 0x1_0000_0000L});
        };
    }

    /** An immediate. */
    int immediate() {
        return (int) value();
    }
}
