package dev.xdpscope.drivers.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a value comes from that hardware writes into a descriptor, or a driver into its structures. */
public sealed interface FieldSource {
    /** Always the same. */
    record Constant(long value) implements FieldSource {}

    /**
     * A switch of the configuration.
     *
     * @param name of the switch
     * @param map its values as numbers; empty for a switch that is a number
     */
    record Setting(String name, Map<String, Long> map) implements FieldSource {
        public Setting {
            map = Map.copyOf(map);
        }
    }

    /**
     * Something the NIC or its driver knows of the packet.
     *
     * @param map numbers for the role's names; a name that is missing is looked up again without its last {@code -part},
     *     so that {@code tcp} stands for {@code tcp-ack} too; a name not found at all is {@code otherwise}
     * @param add added to the number first, modulo 2^64
     * @param shift how many low bits of the number to leave out: for a field that holds only the upper part
     */
    record OfRole(Role role, Map<String, Long> map, long add, int shift, long otherwise) implements FieldSource {
        public OfRole {
            map = Map.copyOf(map);
        }
    }

    /** Bits of several choices put together; for a driver's flag words. */
    record AnyOf(List<Choice> parts) implements FieldSource {
        public AnyOf {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Another source for some packets, and 0 for all others.
     *
     * @param names per role the names it must have; one stands for those too that go on with a dash
     */
    record Given(Map<Role, List<String>> names, FieldSource source) implements FieldSource {
        public Given {
            names = Map.copyOf(names);
        }
    }

    /**
     * Address of an object the driver keeps; not in descriptors.
     *
     * @param object name of the object
     * @param path of the field pointed to; empty for the object's first byte
     */
    record ObjectAddress(String object, Optional<String> path) implements FieldSource {}

    /** Address of the bytes that the NIC wrote in front of the frame, of the frame if there are none; not in descriptors. */
    record PrefixAddress() implements FieldSource {}

    /**
     * Address of the packet's descriptor in its ring; not in descriptors.
     *
     * @param field of the layout, whose first byte is pointed to; empty for the descriptor's first byte
     */
    record DescriptorAddress(Optional<String> field) implements FieldSource {}
}
