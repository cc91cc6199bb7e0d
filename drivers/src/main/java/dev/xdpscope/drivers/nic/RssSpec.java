package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.When;
import dev.xdpscope.drivers.packet.RssType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Receive-side scaling as declared.
 *
 * @param key of the Toeplitz hash
 */
record RssSpec(byte[] key, List<Hashed> types) {
    /** A type of packet and the configurations in which it is hashed. */
    record Hashed(RssType type, When when) {}

    Set<RssType> under(Map<String, String> settings) {
        return types.stream().filter(t -> t.when().holds(settings)).map(Hashed::type).collect(Collectors.toSet());
    }
}
