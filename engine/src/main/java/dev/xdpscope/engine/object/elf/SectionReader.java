package dev.xdpscope.engine.object.elf;

import dev.xdpscope.engine.problem.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the section header table. */
final class SectionReader {
    private static final int NULL = 0;

    private SectionReader() {}

    static List<Section> read(Slice file, ElfHeader header, Place place) {
        Slice table = file.slice(header.sectionTable(), (long) header.sectionCount() * ElfHeader.SECTION_HEADER);
        StringTable names = new StringTable(names(file, table, header));
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < header.sectionCount(); i++) {
            Slice entry = table.slice((long) i * ElfHeader.SECTION_HEADER, ElfHeader.SECTION_HEADER);
            sections.add(section(file, entry, i, names, place));
        }
        refuseOverlap(file, sections);
        return List.copyOf(sections);
    }

    private static Slice names(Slice file, Slice table, ElfHeader header) {
        if (header.namesIndex() == 0) {
            throw file.problem(62, "the object has no section names");
        }
        Slice entry = table.slice((long) header.namesIndex() * ElfHeader.SECTION_HEADER, ElfHeader.SECTION_HEADER);
        if (entry.s32(4) != Section.STRTAB) {
            throw entry.problem(4, "the section that should hold section names is not a string table");
        }
        return file.slice(entry.s64(24), entry.s64(32));
    }

    private static Section section(Slice file, Slice entry, int index, StringTable names, Place place) {
        int type = entry.s32(4);
        if (type == NULL) {
            return new Section(index, "", NULL, 0, 0, 0, 0, 0, file.slice(0, 0));
        }
        String name = names.at(entry.u32(0));
        long offset = entry.s64(24);
        long size = entry.s64(32);
        if (size < 0) {
            throw entry.problem(32, "section " + name + " claims " + Long.toUnsignedString(size) + " bytes");
        }
        Place at = place.section(name);
        if (type == Section.NOBITS) {
            return new Section(index, name, type, entry.s64(8), offset, size, entry.s32(40), entry.s32(44),
                    file.slice(0, 0).named(at));
        }
        if (offset < 0 || offset > file.length() || size > file.length() - offset) {
            throw entry.problem(24, "section " + name + " claims " + size + " bytes at offset "
                    + Long.toUnsignedString(offset) + " of a file of " + file.length() + " bytes");
        }
        return new Section(index, name, type, entry.s64(8), offset, size, entry.s32(40), entry.s32(44),
                file.slice(offset, size).named(at));
    }

    private static void refuseOverlap(Slice file, List<Section> sections) {
        List<Section> inFile = sections.stream()
                .filter(s -> s.data().length() > 0)
                .sorted(Comparator.comparingLong(Section::offset))
                .toList();
        for (int i = 1; i < inFile.size(); i++) {
            Section before = inFile.get(i - 1);
            Section section = inFile.get(i);
            if (before.offset() + before.size() > section.offset()) {
                throw file.problem(section.offset(),
                        "sections " + before.name() + " and " + section.name() + " overlap");
            }
        }
    }
}
