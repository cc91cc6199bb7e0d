package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.rx.Gro;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest packet of each flow, to compare the next one with; remembers nothing where a scenario does not ask for it. */
public final class GroTable {
    private final boolean wanted;
    private final Map<List<Byte>, Gro.Held> latest = new HashMap<>();

    public GroTable(boolean wanted) {
        this.wanted = wanted;
    }

    /** Compares a packet with the one before it in its flow; empty if it is the first, or of no flow. */
    Optional<Gro.Comparison> next(Gro.Held packet) {
        if (!wanted) {
            return Optional.empty();
        }
        return packet.flow().map(flow -> latest.put(flow, packet)).map(earlier -> Gro.compare(earlier, packet));
    }
}
