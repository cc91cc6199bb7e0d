package dev.xdpscope.engine.object.write;

import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.object.elf.Symbol;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a relocatable BPF object. Sections and symbols are named by the numbers that adding them gives; no
 * symbol is local. Relocations have no addends, as everywhere in BPF.
 */
public final class ElfWriter {
    private static final int HEADER = 64;
    private static final int ALIGNMENT = 8;
    private static final int RELOCATABLE = 1;
    private static final int MACHINE_BPF = 247;
    private static final int SYMBOL = 24;
    private static final int RELOCATION = 16;

    private static final long WRITE = 1;
    private static final long ALLOC = 2;
    private static final long EXECUTABLE = 4;
    /** sh_info names a section. */
    private static final long INFO_LINK = 0x40;

    private record Part(String name, int type, long flags, byte[] contents, int link, int info, int entry) {}

    private record Named(String name, Symbol.Binding binding, Symbol.Kind kind, int section, long value, long size) {}

    private record Patch(int section, long offset, int type, int symbol) {}

    private final List<Part> parts = new ArrayList<>();
    private final List<Named> symbols = new ArrayList<>();
    private final List<Patch> patches = new ArrayList<>();

    /** Adds instructions; the section's name says what kind of program they are. */
    public int code(String name, byte[] contents) {
        return add(name, ALLOC | EXECUTABLE, contents);
    }

    /** Adds data that a loader looks at: maps, the license. */
    public int data(String name, byte[] contents) {
        return add(name, ALLOC | WRITE, contents);
    }

    /** Adds what describes the rest: .BTF and .BTF.ext. */
    public int description(String name, byte[] contents) {
        return add(name, 0, contents);
    }

    private int add(String name, long flags, byte[] contents) {
        parts.add(new Part(name, Section.PROGBITS, flags, contents, 0, 0, 0));
        // Sections 0 and 1 are the empty one and the string table.
        return parts.size() + 1;
    }

    /**
     * Adds a symbol of {@code size} bytes at byte {@code value} of a section.
     *
     * @param kind {@link Symbol.Kind#FUNC} or {@link Symbol.Kind#OBJECT}
     */
    public int define(String name, Symbol.Kind kind, int section, long value, long size) {
        return symbol(new Named(name, Symbol.Binding.GLOBAL, kind, section, value, size));
    }

    /**
     * Adds a symbol that is defined elsewhere, such as a kfunc.
     *
     * @param weak whether the object can do without it
     */
    public int extern(String name, boolean weak) {
        Symbol.Binding binding = weak ? Symbol.Binding.WEAK : Symbol.Binding.GLOBAL;
        return symbol(new Named(name, binding, Symbol.Kind.NOTYPE, 0, 0, 0));
    }

    private int symbol(Named symbol) {
        symbols.add(symbol);
        return symbols.size();
    }

    /**
     * Says that what is at byte {@code offset} of a section depends on a symbol.
     *
     * @param type of {@link dev.xdpscope.engine.object.elf.Relocation}
     */
    public void relocate(int section, long offset, int type, int symbol) {
        patches.add(new Patch(section, offset, type, symbol));
    }

    /** The file. */
    public byte[] bytes() {
        Strings strings = new Strings();
        List<Part> all = new ArrayList<>(parts);
        int symbolTable = parts.size() + 2 + (int) patches.stream().mapToInt(Patch::section).distinct().count();
        patches.stream().mapToInt(Patch::section).distinct().forEach(s -> all.add(relocations(s, symbolTable)));
        all.add(new Part(".symtab", Section.SYMTAB, 0, symbolTable(strings), 1, 1, SYMBOL));
        strings.offset(".strtab");
        all.forEach(p -> strings.offset(p.name()));
        all.addFirst(new Part(".strtab", Section.STRTAB, 0, strings.bytes(), 0, 0, 0));
        return file(all, strings);
    }

    private Part relocations(int section, int symbolTable) {
        Bytes table = new Bytes();
        patches.stream().filter(p -> p.section() == section)
                .forEach(p -> table.u64(p.offset()).u32(p.type()).u32(p.symbol()));
        return new Part(".rel" + parts.get(section - 2).name(), Section.REL, INFO_LINK, table.bytes(), symbolTable,
                section, RELOCATION);
    }

    private byte[] symbolTable(Strings strings) {
        Bytes table = new Bytes().all(new byte[SYMBOL]);
        // Bindings and kinds are in the order of their numbers.
        symbols.forEach(s -> table.u32(strings.offset(s.name())).u8(s.binding().ordinal() << 4 | s.kind().ordinal())
                .u8(0).u16(s.section()).u64(s.value()).u64(s.size()));
        return table.bytes();
    }

    private static byte[] file(List<Part> parts, Strings strings) {
        Bytes contents = new Bytes();
        Bytes headers = new Bytes().all(new byte[HEADER]);
        for (Part part : parts) {
            contents.align(ALIGNMENT);
            headers.u32(strings.offset(part.name())).u32(part.type()).u64(part.flags()).u64(0)
                    .u64(HEADER + contents.size()).u64(part.contents().length).u32(part.link()).u32(part.info())
                    .u64(part.type() == Section.STRTAB ? 1 : ALIGNMENT).u64(part.entry());
            contents.all(part.contents());
        }
        contents.align(ALIGNMENT);
        Bytes header = new Bytes().all(new byte[]{0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).u64(0)
                .u16(RELOCATABLE).u16(MACHINE_BPF).u32(1).u64(0).u64(0).u64(HEADER + contents.size())
                .u32(0).u16(HEADER).u16(0).u16(0).u16(HEADER).u16(parts.size() + 1).u16(1);
        return header.all(contents.bytes()).all(headers.bytes()).bytes();
    }
}
