package dev.xdpscope.drivers.nic;

import dev.xdpscope.drivers.descriptor.Choice;
import dev.xdpscope.drivers.descriptor.FieldSource;
import dev.xdpscope.drivers.descriptor.When;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.object.btf.Btf;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A driver as declared, with the places of all fields found in its types.
 *
 * @param source the file its code was compiled from, relative to the NIC's folder
 * @param context the structure that begins with the xdp_buff
 * @param objects what the driver keeps
 * @param rxq the xdp_rxq_info in one of the objects
 * @param skb name of the function that fills an sk_buff
 * @param metadata what becomes of a program's metadata
 */
record DriverSpec(BpfObject object, Btf btf, String source, Structure context, List<Structure> objects,
        FieldSource.ObjectAddress rxq, Optional<String> skb, List<Metadata> metadata) {
    DriverSpec {
        objects = List.copyOf(objects);
        metadata = List.copyOf(metadata);
    }

    /** What becomes of metadata in some configurations. */
    record Metadata(When when, MetadataFate fate) {}

    /** What becomes of metadata: the first that is declared for the configuration, and otherwise it is kept. */
    MetadataFate metadata(Map<String, String> settings) {
        return metadata.stream().filter(m -> m.when().holds(settings)).findFirst().map(Metadata::fate)
                .orElse(MetadataFate.KEPT);
    }

    /**
     * A structure in memory.
     *
     * @param name of the object, for people and for pointers to it
     * @param type name of its BTF type
     * @param size bytes
     * @param members the fields that are set for each packet
     * @param device whether these are registers of the device rather than memory
     * @param onRead what reading registers does besides
     */
    record Structure(String name, String type, int size, List<Member> members, boolean device, List<OnRead> onRead) {
        Structure {
            members = List.copyOf(members);
            onRead = List.copyOf(onRead);
        }
    }

    /** Reading the register at offset {@code read} clears {@code bits} of the one at offset {@code register}. */
    record OnRead(int read, int register, int bits) {}

    /** A field of {@code size} bytes (1, 2, 4 or 8) at {@code offset}. */
    record Member(String path, int offset, int size, Choice value) {}
}
