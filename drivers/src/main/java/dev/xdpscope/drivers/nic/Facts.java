package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Role;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What the NIC knew when it wrote a descriptor.
 *
 * @param known by role, in the roles' order; a role that is absent was not known
 * @param hashInput the bytes the RSS hash was computed over, in hexadecimal; empty if the frame was not hashed
 */
public record Facts(Map<Role, Fact> known, String hashInput) {
    /** Nothing known. */
    static final Facts NONE = new Facts(Map.of(), "");

    public Facts {
        Map<Role, Fact> copy = new EnumMap<>(Role.class);
        copy.putAll(known);
        known = Collections.unmodifiableMap(copy);
    }

    static Facts of(Map<Role, Fact> known, byte[] hashInput) {
        return new Facts(known, HexFormat.of().formatHex(hashInput));
    }

    /** The number known for {@code role}; 0 if it is not known or no number. */
    public long number(Role role) {
        return known.get(role) instanceof Fact.Number n ? n.value() : 0;
    }

    /** The name known for {@code role}; {@code none} if it is not known or no name. */
    public String name(Role role) {
        return known.get(role) instanceof Fact.Name n ? n.value() : "none";
    }
}
