package dev.xdpscope.drivers.lab.compare;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.object.btf.BtfType;
import dev.xdpscope.engine.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds names for the metadata area. A structure of the object's BTF counts if it is as long as the area and agrees with
 * the members that C lines name where they write; if several do, the one that the program's lines name. Where there is none
 * (clang leaves structures out that only local pointers point to) the C lines' names stand alone.
 */
final class MetadataNames {
    /** The context; as long as many a metadata area. */
    private static final String CONTEXT = "xdp_md";

    private final Optional<Btf> btf;
    private final String lines;

    private MetadataNames(Optional<Btf> btf, Program program) {
        this.btf = btf;
        this.lines = String.join("\n", program.object().lines().values().stream().map(l -> l.text()).toList());
    }

    /** The fields for each length of the area in a recording. */
    static SortedMap<Integer, MetadataLayout.Known> of(ScenarioRecording recording, Optional<Btf> btf) {
        MetadataNames names = new MetadataNames(btf, recording.program());
        SortedMap<Integer, MetadataLayout.Known> found = new TreeMap<>();
        for (PacketResult packet : recording.packets()) {
            int length = packet.metadata().length;
            if (length > 0 && !found.containsKey(length)) {
                found.put(length, names.known(WrittenMetadata.fields(recording, packet), length));
            }
        }
        return found;
    }

    private MetadataLayout.Known known(List<MetadataField> written, int length) {
        Optional<BtfType.Struct> struct = struct(written, length);
        if (struct.isPresent()) {
            return new MetadataLayout.Known("struct " + struct.get().name() + " of the program's BTF",
                    MetadataLayout.filled(members(struct.get(), "", 0), length));
        }
        return new MetadataLayout.Known(written.isEmpty() ? "offsets" : "the C lines that write them",
                MetadataLayout.filled(written, length));
    }

    private Optional<BtfType.Struct> struct(List<MetadataField> written, int length) {
        List<BtfType.Struct> fitting = new ArrayList<>();
        btf.ifPresent(types -> IntStream.range(1, types.count()).mapToObj(types::type)
                .filter(BtfType.Struct.class::isInstance).map(BtfType.Struct.class::cast)
                .filter(s -> s.size() == length && !s.union() && !s.name().isEmpty() && !s.name().equals(CONTEXT))
                .filter(s -> agrees(members(s, "", 0), written)).forEach(fitting::add));
        List<BtfType.Struct> named = fitting.stream()
                .filter(s -> Pattern.compile("\\bstruct " + Pattern.quote(s.name()) + "\\b").matcher(lines).find())
                .toList();
        List<BtfType.Struct> chosen = named.isEmpty() ? fitting : named;
        return chosen.size() == 1 ? Optional.of(chosen.getFirst()) : Optional.empty();
    }

    private static boolean agrees(List<MetadataField> members, List<MetadataField> written) {
        return written.stream().allMatch(w -> members.stream()
                .anyMatch(m -> m.offset() <= w.offset() && w.end() <= m.end()
                        && (m.name().equals(w.name()) || w.name().startsWith(m.name())
                                || m.name().endsWith("." + w.name()))));
    }

    /** What lies in a structure, structures in it opened; of a union its first member. */
    private List<MetadataField> members(BtfType.Struct struct, String prefix, int base) {
        Btf types = btf.orElseThrow();
        List<MetadataField> fields = new ArrayList<>();
        for (BtfType.Member m : struct.members()) {
            int offset = base + m.bitOffset() / 8;
            String name = prefix + m.name();
            if (types.resolved(m.type()) instanceof BtfType.Struct inner) {
                fields.addAll(members(inner, m.name().isEmpty() ? prefix : name + ".", offset));
            } else if (m.bitSize() == 0) {
                fields.add(new MetadataField(name, offset, types.sizeOf(m.type())));
            }
            if (struct.union() && !fields.isEmpty()) {
                break;
            }
        }
        return fields;
    }
}
