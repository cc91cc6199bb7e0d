package dev.xdpscope.drivers.lab.scenario;

import java.util.List;

/**
 * What a {@link Change} makes of a scenario.
 *
 * @param voided what of the old scenario it made void, in words; empty if nothing was lost
 */
public record ChangedScenario(Scenario scenario, List<String> voided) {
    public ChangedScenario {
        voided = List.copyOf(voided);
    }

    /** A scenario as it is. */
    public static ChangedScenario unchanged(Scenario scenario) {
        return new ChangedScenario(scenario, List.of());
    }
}
