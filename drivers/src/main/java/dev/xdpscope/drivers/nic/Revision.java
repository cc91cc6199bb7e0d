package dev.xdpscope.drivers.nic;

import java.util.List;
import java.util.Map;

/**
 * A hardware revision.
 *
 * @param name for example {@code cx6dx}
 * @param limits per switch the values it supports, where it does not support all
 */
public record Revision(String name, String title, String about, Map<String, List<String>> limits) {
    public Revision {
        limits = Map.copyOf(limits);
    }
}
