package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Field;
import dev.xdpscope.drivers.descriptor.FieldSource;
import dev.xdpscope.drivers.descriptor.Layout;
import dev.xdpscope.drivers.descriptor.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads facts back out of a descriptor that somebody else wrote. */
final class DescriptorFacts {
    /** A field and the role it has in this configuration. */
    private record Known(Field field, FieldSource.OfRole source) {}

    private final Layout layout;
    private final Map<Role, List<Known>> fields = new EnumMap<>(Role.class);

    DescriptorFacts(Layout layout, Map<String, String> settings) {
        this.layout = layout;
        for (Field field : layout.fields()) {
            FieldSource written = field.writes().under(settings).orElse(null);
            // A name given to some packets only is told apart from none; a number is not.
            FieldSource plain = written instanceof FieldSource.Given g && g.source() instanceof FieldSource.OfRole r
                    && !r.role().names().isEmpty() ? r : written;
            if (plain instanceof FieldSource.OfRole source) {
                fields.computeIfAbsent(source.role(), r -> new ArrayList<>()).add(new Known(field, source));
            }
        }
    }

    /** Whether the descriptor says that a tag was stripped. */
    boolean vlanPresent(byte[] descriptor) {
        return fields.containsKey(Role.VLAN_PRESENT) && number(descriptor, Role.VLAN_PRESENT) != 0;
    }

    /** Whether the descriptor says that the frame arrived with a tag, stripped or not. */
    boolean vlanTagged(byte[] descriptor) {
        return fields.containsKey(Role.VLAN_TAG) && !fits(descriptor, Role.VLAN_TAG, "none");
    }

    /** The facts the descriptor holds. Of a name that no field tells apart from another, the first is taken. */
    Map<Role, Fact> read(byte[] descriptor) {
        Map<Role, Fact> facts = new EnumMap<>(Role.class);
        for (Role role : fields.keySet()) {
            if (!whole(role) || changed(role)) {
                continue;
            }
            if (role.names().isEmpty()) {
                facts.put(role, new Fact.Number(number(descriptor, role)));
            } else {
                role.names().stream().filter(name -> fits(descriptor, role, name)).findFirst()
                        .ifPresent(name -> facts.put(role, new Fact.Name(name)));
            }
        }
        return facts;
    }

    /** Whether the fields hold all bits: part of a time is no time, and part of a protocol's number is no protocol. */
    private boolean whole(Role role) {
        long needed = switch (role) {
            case CLOCK_TIME -> -1;
            case VLAN_TPID -> 0xffff;
            default -> 0;
        };
        long bits = fields.get(role).stream().mapToLong(k -> k.field().max() << k.source().shift())
                .reduce(0, (a, b) -> a | b);
        return (bits & needed) == needed;
    }

    /** Whether a field holds another number than the role's own, whose bits say nothing by themselves. */
    private boolean changed(Role role) {
        return fields.get(role).stream().anyMatch(k -> k.source().add() != 0);
    }

    private long number(byte[] descriptor, Role role) {
        long value = 0;
        for (Known k : fields.get(role)) {
            value |= layout.get(descriptor, k.field()) << k.source().shift();
        }
        return value;
    }

    private boolean fits(byte[] descriptor, Role role, String name) {
        return fields.get(role).stream().allMatch(k -> layout.get(descriptor, k.field())
                == (Evaluator.named(k.source(), name) >>> k.source().shift() & k.field().max()));
    }
}
