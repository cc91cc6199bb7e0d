package dev.xdpscope.engine.object.elf;

import dev.xdpscope.engine.problem.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A relocatable little-endian BPF object file, its sections and symbols read and checked.
 *
 * @param name the file as the user named it
 * @param sections by section number, the empty section 0 included
 * @param symbols by symbol number, the empty symbol 0 included; empty without a symbol table
 * @param relocationTables the relocation sections of a section, by its number
 */
public record ElfFile(Path name, List<Section> sections, List<Symbol> symbols,
        Map<Integer, List<Section>> relocationTables) {
    private static final int REL_ENTRY = 16;

    /**
     * Reads a file.
     *
     * @param bytes the whole file; must not be changed afterwards
     * @throws ElfException if it is not a BPF object or is damaged
     */
    public static ElfFile parse(byte[] bytes, Path name) {
        Place place = Place.of(name);
        Slice file = Slice.of(bytes, place);
        ElfHeader header = ElfHeader.read(file);
        List<Section> sections = SectionReader.read(file, header, place);
        Map<Integer, List<Section>> tables = new HashMap<>();
        sections.stream().filter(s -> s.type() == Section.REL || s.type() == Section.RELA)
                .forEach(s -> tables.computeIfAbsent(s.info(), i -> new ArrayList<>()).add(s));
        return new ElfFile(name, sections, SymbolReader.read(sections), Map.copyOf(tables));
    }

    /** The first section of that name. */
    public Optional<Section> section(String wanted) {
        return sections.stream().filter(s -> s.name().equals(wanted)).findFirst();
    }

    /**
     * The relocations of a section's bytes, by offset.
     *
     * @throws ElfException if they are damaged or have addends of their own, which BPF does not use
     */
    public List<Relocation> relocations(Section target) {
        List<Relocation> found = new ArrayList<>();
        for (Section table : relocationTables.getOrDefault(target.index(), List.of())) {
            if (table.type() == Section.RELA) {
                throw new ElfException(Place.of(name).section(table.name()),
                        "the relocations of section " + target.name() + " have addends, which no BPF compiler writes",
                        "Compile with clang.");
            }
            read(table, target, found);
        }
        found.sort(Comparator.comparingLong(Relocation::offset));
        return List.copyOf(found);
    }

    private void read(Section table, Section target, List<Relocation> into) {
        Slice data = table.data();
        if (data.length() % REL_ENTRY != 0) {
            throw data.problem(0, "the relocation table's " + data.length() + " bytes are not a multiple of 16");
        }
        for (int at = 0; at < data.length(); at += REL_ENTRY) {
            long offset = data.s64(at);
            long symbol = data.u32(at + 12);
            if (symbol >= symbols.size()) {
                throw data.problem(at + 12, "a relocation names symbol " + symbol + " of " + symbols.size());
            }
            if (offset < 0 || offset >= target.size()) {
                throw data.problem(at, "a relocation is at byte " + Long.toUnsignedString(offset) + " of section "
                        + target.name() + ", which has " + target.size());
            }
            into.add(new Relocation(offset, data.s32(at + 8), symbols.get((int) symbol)));
        }
    }
}
