package dev.xdpscope.drivers.lab.scenario;

import java.util.Map;
import java.util.Optional;

/**
 * Which NIC receives, and how it is configured.
 *
 * @param name of a built-in NIC, or path of a NIC folder
 * @param revision hardware revision; the NIC's default where empty
 * @param configuration the NIC's switches that differ from their defaults
 */
public record NicChoice(String name, Optional<String> revision, Map<String, String> configuration) {
    public NicChoice {
        configuration = Map.copyOf(configuration);
    }

    /** A NIC as it is if nobody configures it. */
    public static NicChoice of(String name) {
        return new NicChoice(name, Optional.empty(), Map.of());
    }
}
