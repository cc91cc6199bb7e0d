package dev.xdpscope.engine.object.btf;

import dev.xdpscope.engine.object.elf.Slice;
import dev.xdpscope.engine.program.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The .BTF.ext section: what BTF says of single instructions. Maps are by section name and then by byte offset of the
 * instruction in the section.
 *
 * @param functions type ids of the functions that begin there
 * @param lines source lines that begin to apply there
 * @param core CO-RE records in the order of the file
 */
public record BtfExt(Map<String, NavigableMap<Long, Integer>> functions, Map<String, NavigableMap<Long, Line>> lines,
        List<CoreRelocation> core) {

    /** What an object without the section has. */
    public static final BtfExt EMPTY = new BtfExt(Map.of(), Map.of(), List.of());

    private static final int HEADER = 24;
    private static final int HEADER_WITH_CORE = 32;

    public BtfExt {
        functions = Map.copyOf(functions);
        lines = Map.copyOf(lines);
        core = List.copyOf(core);
    }

    /** The source lines of a section. */
    public NavigableMap<Long, Line> lines(String section) {
        return lines.getOrDefault(section, new TreeMap<>());
    }

    /**
     * Reads the section; {@code btf} has its strings.
     *
     * @throws dev.xdpscope.engine.problem.ProblemException if it is damaged
     */
    public static BtfExt parse(Slice slice, Btf btf) {
        if (slice.u16(0) != 0xeb9f || slice.u8(2) != 1) {
            throw new BtfException(slice.place(0), "this is not a .BTF.ext section of version 1");
        }
        long header = slice.u32(4);
        if (header < HEADER) {
            throw new BtfException(slice.place(4), "the header has " + header + " bytes, not at least 24");
        }
        slice.require(0, header);
        Map<String, NavigableMap<Long, Integer>> functions = new HashMap<>();
        Map<String, NavigableMap<Long, Line>> lines = new HashMap<>();
        List<CoreRelocation> core = new ArrayList<>();
        records(slice.slice(header + slice.u32(8), slice.u32(12)), btf, 8, (section, r) -> functions
                .computeIfAbsent(section, s -> new TreeMap<>()).put(r.u32(0), r.s32(4)));
        records(slice.slice(header + slice.u32(16), slice.u32(20)), btf, 16, (section, r) -> lines
                .computeIfAbsent(section, s -> new TreeMap<>()).put(r.u32(0), line(r, btf)));
        if (header >= HEADER_WITH_CORE) {
            records(slice.slice(header + slice.u32(24), slice.u32(28)), btf, 16, (section, r) -> core
                    .add(new CoreRelocation(section, r.u32(0), r.s32(4), btf.string(r.u32(8)), r.s32(12))));
        }
        return new BtfExt(functions, lines, core);
    }

    private static Line line(Slice r, Btf btf) {
        long position = r.u32(12);
        return new Line(btf.string(r.u32(4)), (int) (position >>> 10), (int) (position & 0x3ff),
                btf.string(r.u32(8)));
    }

    /** One record of a section that is named before its records. */
    private interface Sink {
        void accept(String section, Slice data);
    }

    private static void records(Slice slice, Btf btf, int least, Sink sink) {
        if (slice.length() == 0) {
            return;
        }
        long size = slice.u32(0);
        if (size < least || size % 4 != 0 || size > slice.length()) {
            throw new BtfException(slice.place(0), "records of " + size + " bytes, at least " + least + " are needed");
        }
        long at = 4;
        while (at < slice.length()) {
            String section = btf.string(slice.u32(at));
            long count = slice.u32(at + 4);
            slice.require(at + 8, size * count);
            for (long i = 0; i < count; i++) {
                sink.accept(section, slice.slice(at + 8 + i * size, size));
            }
            at += 8 + size * count;
        }
    }
}
