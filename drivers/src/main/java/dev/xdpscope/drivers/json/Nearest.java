package dev.xdpscope.drivers.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Suggestions for a misspelt word. */
public final class Nearest {
    private static final int SUGGESTIONS = 3;

    private Nearest() {}

    /** A sentence that names the known words nearest to {@code word}, or all of them if there are few. */
    public static String remedy(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "Nothing can stand here.";
        }
        List<String> sorted = known.stream().distinct()
                .sorted(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k)).toList();
        if (sorted.size() <= 2 * SUGGESTIONS) {
            return "Known here: " + String.join(", ", known.stream().distinct().sorted().toList()) + ".";
        }
        return "Nearest of the " + sorted.size() + " known here: " + String.join(", ", sorted.subList(0, SUGGESTIONS))
                + ".";
    }

    /** Levenshtein distance; only the first characters of very long words count. */
    private static int distance(String a, String b) {
        String left = a.substring(0, Math.min(a.length(), 64));
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (left.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
