package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import java.util.List;
import java.util.Map;

/**
 * What is to be compared.
 *
 * @param scenario program, packets and kernel; its NIC in its revision and configuration is what others are compared with
 * @param nics names or folders of NICs
 * @param revisions which revisions of each
 * @param configurations which configurations of each revision
 * @param settings switches to set on every NIC that has them with that value
 * @param designs access designs, in the order in which they are to be shown
 * @param reference the design that the others are compared with; the first where it is not among them
 */
public record ComparisonRequest(Scenario scenario, List<String> nics, Revisions revisions,
        Configurations configurations, Map<String, String> settings, List<AccessDesign> designs,
        AccessDesign reference) {

    /** Which revisions of a NIC. */
    public enum Revisions {
        /** The NIC's own choice; of the scenario's NIC that of the scenario. */
        DEFAULT,
        ALL
    }

    /** Which configurations of a revision. */
    public enum Configurations {
        /** Switches as they are if nobody sets them; of the scenario's NIC as the scenario sets them. */
        DEFAULT,
        /** That, and for each value of each switch one configuration in which only this switch is different. */
        EACH_SWITCH
    }

    public ComparisonRequest {
        nics = List.copyOf(nics);
        settings = Map.copyOf(settings);
        designs = List.copyOf(designs);
        if (!designs.contains(reference)) {
            reference = designs.getFirst();
        }
    }
}
