package dev.xdpscope.engine.object.write;

import dev.xdpscope.engine.object.btf.BtfExt;
import dev.xdpscope.engine.object.btf.CoreRelocation;
import dev.xdpscope.engine.program.Line;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Writes a .BTF.ext section: which function and which source line instructions belong to, and CO-RE records. */
public final class BtfExtWriter {
    private static final int HEADER = 32;
    private static final int FUNCTION = 8;
    private static final int LINE = 16;
    private static final int CORE = 16;

    private final BtfWriter btf;

    private BtfExtWriter(BtfWriter btf) {
        this.btf = btf;
    }

    /**
     * The section.
     *
     * @param btf gets the strings, so its bytes are to be taken afterwards
     */
    public static byte[] bytes(BtfExt ext, BtfWriter btf) {
        BtfExtWriter writer = new BtfExtWriter(btf);
        byte[] functions = writer.part(FUNCTION, ext.functions().entrySet().stream().collect(Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().entrySet().stream().map(writer::function).toList())));
        byte[] lines = writer.part(LINE, ext.lines().entrySet().stream().collect(Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().entrySet().stream().map(writer::line).toList())));
        byte[] core = writer.part(CORE, ext.core().stream().collect(Collectors.groupingBy(CoreRelocation::section,
                Collectors.mapping(writer::core, Collectors.toList()))));
        return new Bytes().u16(BtfWriter.MAGIC).u8(BtfWriter.VERSION).u8(0).u32(HEADER)
                .u32(0).u32(functions.length).u32(functions.length).u32(lines.length)
                .u32(functions.length + lines.length).u32(core.length)
                .all(functions).all(lines).all(core).bytes();
    }

    private Consumer<Bytes> function(Map.Entry<Long, Integer> f) {
        return to -> to.u32(f.getKey()).u32(f.getValue());
    }

    private Consumer<Bytes> line(Map.Entry<Long, Line> at) {
        Line line = at.getValue();
        return to -> to.u32(at.getKey()).u32(btf.string(line.file())).u32(btf.string(line.text()))
                .u32((long) line.line() << 10 | line.column());
    }

    private Consumer<Bytes> core(CoreRelocation r) {
        return to -> to.u32(r.offset()).u32(r.type()).u32(btf.string(r.access())).u32(r.kindNumber());
    }

    /** The records of each section behind the section's name, sections by name; nothing at all if there are none. */
    private byte[] part(int size, Map<String, List<Consumer<Bytes>>> sections) {
        if (sections.isEmpty()) {
            return new byte[0];
        }
        Bytes out = new Bytes().u32(size);
        new TreeMap<>(sections).forEach((section, records) -> {
            out.u32(btf.string(section)).u32(records.size());
            records.forEach(r -> r.accept(out));
        });
        return out.bytes();
    }
}
