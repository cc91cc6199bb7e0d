package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.engine.xdp.XdpAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What became of one packet, as far as it is compared.
 *
 * @param index position in the capture
 * @param r0 the program's return value
 * @param redirect where XDP_REDIRECT sends it
 * @param fault why the program was stopped
 * @param instructions executed, expansions and kfunc bodies included
 * @param metadata the metadata area after the program
 * @param frame the packet's length and CRC-32 after the program
 */
public record PacketOutcome(int index, XdpAction verdict, long r0, Optional<String> redirect, Optional<String> fault,
        long instructions, byte[] metadata, String frame) {

    static PacketOutcome of(PacketResult p) {
        CRC32 crc = new CRC32();
        crc.update(p.frame());
        return new PacketOutcome(p.index(), p.verdict(), p.r0(), p.redirect(), p.fault().map(Object::toString),
                p.program().steps(), p.metadata(),
                "%d bytes, CRC-32 %08x".formatted(p.frame().length, crc.getValue()));
    }

    /** All that can differ, by name, as text; the metadata's fields too. */
    Map<String, String> values(MetadataLayout layout) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("verdict", fault.map(f -> verdict + ", fault at " + f).orElse(verdict
                + (verdict.ordinal() == r0 ? "" : ", r0 = " + Long.toUnsignedString(r0))
                + redirect.map(to -> " to " + to).orElse("")));
        values.put("metadata length", Integer.toString(metadata.length));
        values.putAll(fields(layout));
        values.put("frame", frame);
        return values;
    }

    /** The metadata by field: unsigned numbers of up to 8 bytes in decimal, longer fields in hexadecimal. */
    public Map<String, String> fields(MetadataLayout layout) {
        Map<String, String> values = new LinkedHashMap<>();
        List<MetadataField> fields = layout.fields(metadata.length);
        fields.forEach(f -> values.put(f.name(), f.text(metadata)));
        return values;
    }
}
