package dev.xdpscope.engine.kernel.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** The longest common subsequence of two lists, by Myers' greedy algorithm (Algorithmica 1, 1986). */
final class LongestCommon {
    private LongestCommon() {}

    /** For each element of {@code a} the index of its partner in {@code b}, or -1. */
    static <A, B> int[] partners(List<A> a, List<B> b, BiPredicate<A, B> same) {
        int[] partners = new int[a.size()];
        java.util.Arrays.fill(partners, -1);
        List<int[]> trace = trace(a, b, same);
        int x = a.size();
        int y = b.size();
        for (int d = trace.size() - 1; d >= 0; d--) {
            int[] furthest = trace.get(d);
            int k = x - y;
            boolean down = down(furthest, k, d);
            int beforeX = d == 0 ? 0 : at(furthest, down ? k + 1 : k - 1);
            int beforeY = d == 0 ? 0 : beforeX - (down ? k + 1 : k - 1);
            int startX = d == 0 ? 0 : down ? beforeX : beforeX + 1;
            while (x > startX) {
                x--;
                y--;
                partners[x] = y;
            }
            x = beforeX;
            y = beforeY;
        }
        return partners;
    }

    /** For each number of edits how far each diagonal had come before it. */
    private static <A, B> List<int[]> trace(List<A> a, List<B> b, BiPredicate<A, B> same) {
        List<int[]> trace = new ArrayList<>();
        int[] furthest = new int[3];
        for (int d = 0; d <= a.size() + b.size(); d++) {
            trace.add(furthest.clone());
            int[] next = new int[2 * d + 5];
            for (int k = -d; k <= d; k += 2) {
                int x = d == 0 ? 0 : down(furthest, k, d) ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
                int y = x - k;
                while (x < a.size() && y < b.size() && y >= 0 && same.test(a.get(x), b.get(y))) {
                    x++;
                    y++;
                }
                next[k + d + 2] = x;
                if (x >= a.size() && y >= b.size()) {
                    return trace;
                }
            }
            furthest = next;
        }
        return trace;
    }

    private static boolean down(int[] furthest, int k, int d) {
        return k == -d || k != d && at(furthest, k - 1) < at(furthest, k + 1);
    }

    /** The arrays are centred on diagonal 0. */
    private static int at(int[] furthest, int k) {
        int index = k + furthest.length / 2;
        return index >= 0 && index < furthest.length ? furthest[index] : 0;
    }
}
