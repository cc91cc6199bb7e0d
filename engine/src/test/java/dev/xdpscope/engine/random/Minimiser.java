package dev.xdpscope.engine.random;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a list of choices shorter and its numbers smaller as long as the program made of them is still of interest. Since any
 * list of choices makes a valid program, nothing has to be repaired.
 */
final class Minimiser {
    /** Choices of which each run is tried: a statement takes as many. */
    private static final int FINE = 16;

    private final Predicate<int[]> interesting;
    private final Function<int[], List<Choices.Span>> statements;
    private int[] best;
    private int tries;

    private Minimiser(int[] choices, Predicate<int[]> interesting, Function<int[], List<Choices.Span>> statements,
            int tries) {
        this.best = choices;
        this.statements = statements;
        this.interesting = interesting;
        this.tries = tries;
    }

    /**
     * @param choices of interest
     * @param statements of a program
     * @param tries most lists to ask {@code interesting} about
     * @return of interest, too; {@code choices} itself if nothing could be left out
     */
    static int[] minimise(int[] choices, Predicate<int[]> interesting,
            Function<int[], List<Choices.Span>> statements, int tries) {
        Minimiser m = new Minimiser(choices, interesting, statements, tries);
        int[] before;
        do {
            before = m.best;
            m.leaveStatementsOut();
            m.leaveOut();
            m.lower();
        } while (m.best != before && m.tries > 0);
        return m.best;
    }

    private void leaveStatementsOut() {
        List<Choices.Span> spans = statements.apply(best);
        for (int i = spans.size() - 1; i >= 0; i--) {
            Choices.Span span = spans.get(i);
            if (span.end() <= best.length && accept(without(span.start(), span.end()))) {
                spans = statements.apply(best);
                i = Math.min(i, spans.size());
            }
        }
    }

    private void leaveOut() {
        for (int size = Integer.highestOneBit(Math.max(1, best.length)); size > 0;
                size = size > FINE ? size / 2 : size - 1) {
            for (int at = best.length - size; at >= 0; at -= size > FINE ? size : 1) {
                if (at + size <= best.length) {
                    leaveOut(at, at + size);
                }
            }
        }
    }

    /** If it cannot just be left out, then perhaps once the choice before it, which may say that there is such a thing, is 0. */
    private void leaveOut(int start, int end) {
        int[] shorter = without(start, end);
        if (!accept(shorter) && start > 0 && shorter[start - 1] > 0) {
            shorter[start - 1] = 0;
            accept(shorter);
        }
    }

    private int[] without(int start, int end) {
        int[] shorter = Arrays.copyOf(best, best.length - (end - start));
        System.arraycopy(best, end, shorter, start, best.length - end);
        return shorter;
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
