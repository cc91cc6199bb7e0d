package dev.xdpscope.drivers.lab.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * How a program divides its metadata area.
 *
 * @param byLength the fields of each length of the area that was met
 */
public record MetadataLayout(SortedMap<Integer, Known> byLength) {
    /**
     * The fields of an area of one length, without gaps.
     *
     * @param from where their names are from, in a few words
     */
    public record Known(String from, List<MetadataField> fields) {}

    /** The fields of an area of that length; by four bytes where it was not looked at. */
    public List<MetadataField> fields(int length) {
        Known known = byLength.get(length);
        return known != null ? known.fields() : filled(List.of(), length);
    }

    /** {@code fields} by offset, with unnamed pieces of up to four bytes where there are none. */
    static List<MetadataField> filled(List<MetadataField> fields, int length) {
        List<MetadataField> all = new ArrayList<>();
        int at = 0;
        for (MetadataField field : fields) {
            at = unnamed(at, field.offset(), all);
            all.add(field);
            at = field.end();
        }
        unnamed(at, length, all);
        return List.copyOf(all);
    }

    private static int unnamed(int from, int to, List<MetadataField> into) {
        int at = from;
        while (at < to) {
            int size = Math.min(4 - at % 4, to - at);
            into.add(new MetadataField("+" + at, at, size));
            at += size;
        }
        return to;
    }

    static MetadataLayout of(SortedMap<Integer, Known> byLength) {
        return new MetadataLayout(Collections.unmodifiableSortedMap(byLength));
    }
}
