package dev.xdpscope.drivers.unroll;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A number for each of some keys, and one for all others; 32 bits each. */
public final class ValueTable {
    private final Map<Integer, Integer> rows = new LinkedHashMap<>();
    private int otherwise;

    /**
     * @return this
     * @throws IllegalArgumentException if the key has a value
     */
    public ValueTable row(int key, int value) {
        if (rows.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException(
                    "the key " + Integer.toUnsignedString(key) + " stands in the table twice");
        }
        return this;
    }

    /** The value for all keys that have none of their own; 0 if this is not called. */
    public ValueTable otherwise(int value) {
        otherwise = value;
        return this;
    }

    int otherwise() {
        return otherwise;
    }

    /** By value its keys, in the order of their rows, without those that have the value of all others anyway. */
    Map<Integer, List<Integer>> keysByValue() {
        Map<Integer, List<Integer>> keys = new LinkedHashMap<>();
        rows.forEach((key, value) -> {
            if (value != otherwise) {
                keys.computeIfAbsent(value, v -> new ArrayList<>()).add(key);
            }
        });
        return keys;
    }
}
