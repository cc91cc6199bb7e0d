package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.json.Nearest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Suggestions for a misspelt word. */
final class Suggestion {
    private static final int LONGEST = 64;
    private static final int SUGGESTIONS = 3;

    private Suggestion() {}

    /** A sentence that names the known words nearest to {@code word}, or all of them if there are few. */
    static String remedy(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "Nothing can stand here.";
        }
        String start = word.substring(0, Math.min(word.length(), LONGEST));
        List<String> sorted = known.stream().distinct()
                .sorted(Comparator.comparingInt((String k) -> Nearest.distance(start, k)).thenComparing(k -> k))
                .toList();
        if (sorted.size() <= 2 * SUGGESTIONS) {
            return "Known here: " + String.join(", ", known.stream().distinct().sorted().toList()) + ".";
        }
        return "Nearest of the " + sorted.size() + " known here: " + String.join(", ", sorted.subList(0, SUGGESTIONS))
                + ".";
    }
}
