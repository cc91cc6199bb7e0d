package dev.xdpscope.drivers.descriptor;

import java.util.List;
import java.util.Map;

/**
 * A condition on the configuration.
 *
 * @param allowed per setting the values that satisfy the condition; all must be satisfied, so none at all always holds
 */
public record When(Map<String, List<String>> allowed) {
    /** Always holds. */
    public static final When ALWAYS = new When(Map.of());

    public When {
        allowed = Map.copyOf(allowed);
    }

    /** Whether the condition holds for the given effective settings. */
    public boolean holds(Map<String, String> settings) {
        return allowed.entrySet().stream().allMatch(e -> e.getValue().contains(settings.get(e.getKey())));
    }
}
