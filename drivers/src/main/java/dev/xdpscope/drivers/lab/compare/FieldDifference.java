package dev.xdpscope.drivers.lab.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something in which two cells differ.
 *
 * @param field {@code verdict}, {@code metadata length}, {@code frame} or a field of the metadata
 * @param packets where it differs, in the order of the packets; at least one
 */
public record FieldDifference(String field, List<At> packets) {
    private static final String NOTHING = "nothing";

    /**
     * A packet for which two cells differ.
     *
     * @param packet its index
     * @param reference what it is in the cell that is compared with
     * @param value what it is in this cell
     */
    public record At(int packet, String reference, String value) {}

    /** All differences between two runs over the same packets, in the order of the fields. */
    static List<FieldDifference> between(Cell.Ran reference, Cell.Ran ran, MetadataLayout layout) {
        Map<String, List<At>> found = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(reference.packets().size(), ran.packets().size()); i++) {
            Map<String, String> expected = reference.packets().get(i).values(layout);
            Map<String, String> actual = ran.packets().get(i).values(layout);
            Set<String> names = new LinkedHashSet<>(expected.keySet());
            names.addAll(actual.keySet());
            for (String name : names) {
                At at = new At(ran.packets().get(i).index(), expected.getOrDefault(name, NOTHING),
                        actual.getOrDefault(name, NOTHING));
                if (!at.reference().equals(at.value())) {
                    found.computeIfAbsent(name, n -> new ArrayList<>()).add(at);
                }
            }
        }
        return found.entrySet().stream().map(e -> new FieldDifference(e.getKey(), List.copyOf(e.getValue()))).toList();
    }
}
