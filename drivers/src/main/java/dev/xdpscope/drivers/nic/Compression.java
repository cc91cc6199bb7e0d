package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.packet.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packets in a row whose descriptors are alike share a title: the NIC writes one descriptor and a mini entry for each, and the
 * driver makes descriptors of them again, in which what the mini entries do not carry is the title's.
 */
final class Compression {
    private final CompressionSpec spec;
    private final Layout layout;
    private final Evaluator evaluator;
    private final long most;
    private final long within;
    private final List<Field> differing;

    Compression(CompressionSpec spec, Layout layout, Evaluator evaluator) {
        this.spec = spec;
        this.layout = layout;
        this.evaluator = evaluator;
        this.most = evaluator.parameter(spec.most());
        this.within = evaluator.parameter(spec.within());
        this.differing = spec.differing().stream().flatMap(name -> layout.field(name).stream()).toList();
    }

    /** The packets as the driver sees them, in the same order. */
    List<Received> compress(List<Packet> packets, List<Received> whole) {
        List<Received> all = new ArrayList<>();
        while (all.size() < whole.size()) {
            int first = all.size();
            int end = end(packets, whole, first);
            for (int i = first; i < end; i++) {
                all.add(end - first == 1 ? whole.get(i)
                        : expanded(whole.get(first), whole.get(i), i - first, end - first));
            }
        }
        return all;
    }

    /** One past the last packet of the session that begins with packet {@code first}. */
    private int end(List<Packet> packets, List<Received> whole, int first) {
        byte[] title = alike(whole.get(first));
        int end = first + 1;
        while (end < whole.size() && end - first < most
                && packets.get(end).timestampNanos() - packets.get(first).timestampNanos() <= within
                && Arrays.equals(title, alike(whole.get(end)))) {
            end++;
        }
        return end;
    }

    /** What all descriptors of a session have in common. */
    private byte[] alike(Received received) {
        byte[] descriptor = received.descriptor().clone();
        differing.forEach(f -> layout.put(descriptor, f, 0));
        return descriptor;
    }

    private Received expanded(Received title, Received own, int position, int packets) {
        byte[] mini = evaluator.written(spec.mini(), own.facts());
        byte[] descriptor = title.descriptor().clone();
        spec.carried().forEach((to, from) -> layout.field(to).ifPresent(f -> layout.put(descriptor, f,
                spec.mini().get(mini, spec.mini().field(from).orElseThrow()))));
        spec.counted().stream().flatMap(name -> layout.field(name).stream())
                .forEach(f -> layout.put(descriptor, f, layout.get(own.descriptor(), f)));
        if (position > 0) {
            spec.cleared().stream().flatMap(name -> layout.field(name).stream())
                    .forEach(f -> layout.put(descriptor, f, 0));
        }
        return own.compressed(descriptor, new Compressed(spec.mini(), mini, position, packets));
    }
}
