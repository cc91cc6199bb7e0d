package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Role;
import java.util.List;
import java.util.Map;

/** The receive ring and the queue it belongs to. */
record Ring(int entries, long queue, long ifindex) {
    static Ring of(Map<String, String> settings) {
        return new Ring(Integer.parseInt(settings.get("ring")), Long.parseLong(settings.get("queue")),
                Long.parseLong(settings.get("ifindex")));
    }

    /** Adds where the descriptor of packet {@code sequence} is. */
    void tell(long sequence, Map<Role, Fact> facts) {
        List<String> latches = Role.LATCH.names();
        facts.put(Role.LATCH, new Fact.Name(latches.get((int) Long.remainderUnsigned(sequence, latches.size()))));
        facts.put(Role.RING_INDEX, new Fact.Number(Long.remainderUnsigned(sequence, entries)));
        facts.put(Role.RING_GENERATION, new Fact.Number(Long.divideUnsigned(sequence, entries)));
        facts.put(Role.PACKET_COUNT, new Fact.Number(sequence));
        facts.put(Role.QUEUE, new Fact.Number(queue));
        facts.put(Role.IFINDEX, new Fact.Number(ifindex));
    }
}
