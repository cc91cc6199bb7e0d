package dev.xdpscope.drivers.lab.result;

import java.util.List;
import java.util.Optional;

/**
 * The sk_buff that the driver built of a passed packet.
 *
 * @param fields in the order of the structure
 * @param metadata the bytes in front of the MAC header, as tc sees them from data_meta
 * @param data the packet from its MAC header
 */
public record Skb(List<SkbField> fields, byte[] metadata, byte[] data) {
    /** The field of that name; empty if the NIC's sk_buff has none. */
    public Optional<SkbField> field(String name) {
        return fields.stream().filter(f -> f.name().equals(name)).findFirst();
    }
}
