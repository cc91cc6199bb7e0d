package dev.xdpscope.engine.random;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Makes a list of choices shorter and its numbers smaller as long as the program made of them is still of interest. Since any
 * list of choices makes a valid program, nothing has to be repaired.
 */
final class Minimiser {
    /** Choices of which each run is tried: a statement takes as many. */
    private static final int FINE = 16;

    private final Predicate<int[]> interesting;
    private int[] best;
    private int tries;

    private Minimiser(int[] choices, Predicate<int[]> interesting, int tries) {
        this.best = choices;
        this.interesting = interesting;
        this.tries = tries;
    }

    /**
     * @param choices of interest
     * @param tries most lists to ask {@code interesting} about
     * @return of interest, too; {@code choices} itself if nothing could be left out
     */
    static int[] minimise(int[] choices, Predicate<int[]> interesting, int tries) {
        Minimiser m = new Minimiser(choices, interesting, tries);
        int[] before;
        do {
            before = m.best;
            m.leaveOut();
            m.lower();
        } while (m.best != before && m.tries > 0);
        return m.best;
    }

    private void leaveOut() {
        for (int size = Integer.highestOneBit(Math.max(1, best.length)); size > 0;
                size = size > FINE ? size / 2 : size - 1) {
            for (int at = best.length - size; at >= 0; at -= size > FINE ? size : 1) {
                if (at + size <= best.length) {
                    without(at, size);
                }
            }
        }
    }

    /** If it cannot just be left out, then perhaps once the choice before it, which may say that there is such a thing, is 0. */
    private void without(int at, int size) {
        int[] shorter = new int[best.length - size];
        System.arraycopy(best, 0, shorter, 0, at);
        System.arraycopy(best, at + size, shorter, at, shorter.length - at);
        if (!accept(shorter) && at > 0 && shorter[at - 1] > 0) {
            shorter[at - 1] = 0;
            accept(shorter);
        }
    }

    private void lower() {
        for (int i = 0; i < best.length; i++) {
            int step = 0;
            while (i < best.length && best[i] > 0 && step < 3) {
                int[] lower = best.clone();
                lower[i] = step == 0 ? 0 : step == 1 ? best[i] / 2 : best[i] - 1;
                step = accept(lower) ? 1 : step + 1;
            }
        }
    }

    private boolean accept(int[] candidate) {
        int end = candidate.length;
        while (end > 0 && candidate[end - 1] == 0) {
            end--;
        }
        int[] trimmed = Arrays.copyOf(candidate, end);
        if (tries <= 0 || Arrays.equals(trimmed, best)) {
            return false;
        }
        tries--;
        boolean accepted = interesting.test(trimmed);
        best = accepted ? trimmed : best;
        return accepted;
    }
}
