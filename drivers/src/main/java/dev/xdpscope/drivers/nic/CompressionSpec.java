package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.When;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a NIC compresses descriptors as declared. Fields that are in none of the lists are alike in all descriptors of a session,
 * and are the title's.
 *
 * @param when the configurations in which it does
 * @param most packets of a session
 * @param within nanoseconds from the first packet's arrival to the last one's
 * @param mini layout of what is written for each packet
 * @param carried fields of the descriptor, each with the mini entry's field that it is taken from
 * @param cleared fields that the driver sets to 0 in all but the first
 * @param counted fields that the driver knows by counting
 * @param lost fields that differ, and in which all have the title's value
 */
record CompressionSpec(When when, Choice most, Choice within, Layout mini, Map<String, String> carried,
        List<String> cleared, List<String> counted, List<String> lost) {
    CompressionSpec {
        carried = Map.copyOf(carried);
        cleared = List.copyOf(cleared);
        counted = List.copyOf(counted);
        lost = List.copyOf(lost);
    }

    /** The fields in which descriptors of one session may differ. */
    Set<String> differing() {
        return Stream.of(carried.keySet(), cleared, counted, lost).flatMap(java.util.Collection::stream)
                .collect(Collectors.toSet());
    }
}
