package dev.xdpscope.app.view;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.FieldSource;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.result.SourceNames;
import dev.xdpscope.drivers.nic.ConfiguredNic;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.nic.Received;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.origin.ValueOrigin;
import dev.xdpscope.engine.record.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which fields of what the NIC writes carry which hint: those whose declared role is about it. */
public final class HintFields {
    private final ConfiguredNic setup;
    private final Layout layout;
    private final Map<Field, Hint> byField = new LinkedHashMap<>();

    public HintFields(ConfiguredNic setup) {
        this.setup = setup;
        this.layout = setup.layout();
        Stream.concat(layout.fields().stream(), setup.prefix().stream().flatMap(p -> p.fields().stream()))
                .forEach(f -> hint(f.writes()).ifPresent(h -> byField.put(f, h)));
    }

    private static Optional<Hint> hint(Choice writes) {
        return writes.alternatives().stream().flatMap(a -> hint(a.source()).stream()).findFirst();
    }

    private static Optional<Hint> hint(FieldSource source) {
        return switch (source) {
            case FieldSource.OfRole r -> hint(r.role());
            case FieldSource.AnyOf any -> any.parts().stream().flatMap(p -> hint(p).stream()).findFirst();
            case FieldSource.Given g -> hint(g.source());
            case FieldSource.Constant c -> Optional.empty();
            case FieldSource.Setting s -> Optional.empty();
            case FieldSource.ObjectAddress o -> Optional.empty();
            case FieldSource.DescriptorAddress d -> Optional.empty();
            case FieldSource.PrefixAddress p -> Optional.empty();
        };
    }

    private static Optional<Hint> hint(Role role) {
        return switch (role) {
            case RSS_HASH, RSS_TYPE -> Optional.of(Hint.RX_HASH);
            case VLAN_TAG, VLAN_PRESENT, VLAN_TCI, VLAN_TPID -> Optional.of(Hint.RX_VLAN_TAG);
            case CLOCK_TIME, CLOCK_SECONDS, CLOCK_NANOSECONDS, CLOCK_CYCLES -> Optional.of(Hint.RX_TIMESTAMP);
            default -> Optional.empty();
        };
    }

    public Optional<Hint> of(Field field) {
        return Optional.ofNullable(byField.get(field));
    }

    /** The fields that carry {@code hint}: of the descriptor, then of what the NIC writes in front of the frame. */
    public List<Field> fields(Hint hint) {
        return byField.entrySet().stream().filter(e -> e.getValue() == hint).map(Map.Entry::getKey).toList();
    }

    /** Whether the NIC wrote anything but zeros into a field of {@code hint}. */
    boolean written(Hint hint, Received received) {
        return written(hint, layout, received.descriptor())
                || setup.prefix().filter(p -> written(hint, p, received.prefix())).isPresent();
    }

    private boolean written(Hint hint, Layout where, byte[] bytes) {
        return where.fields().stream().filter(f -> byField.get(f) == hint).anyMatch(f -> where.get(bytes, f) != 0);
    }

    /** The hint whose descriptor fields a value was made of. */
    Optional<Hint> of(Moment m, ValueOrigin origin) {
        for (var source : origin.sources()) {
            if (source instanceof dev.xdpscope.engine.origin.ValueSource.Memory memory) {
                for (int i = 0; i < memory.length(); i++) {
                    Optional<Hint> found = at(m.state(), memory.address() + i);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The hint whose fields byte {@code address} belongs to; in front of the frame, as long as nobody has written there. */
    Optional<Hint> at(State state, long address) {
        Optional<Region> region = state.region(address).filter(r -> r.spec().kind() == Region.Kind.DEVICE);
        if (region.isEmpty()) {
            return new SourceNames(setup, state::region).inFront(address).stream().flatMap(f -> of(f).stream())
                    .findFirst();
        }
        int stride = region.get().spec().stride() > 0 ? region.get().spec().stride() : layout.size();
        return layout.at(Math.floorMod(Memory.offset(address), stride)).stream().flatMap(f -> of(f).stream())
                .findFirst();
    }
}
