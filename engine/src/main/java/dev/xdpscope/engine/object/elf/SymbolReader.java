package dev.xdpscope.engine.object.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the symbol table of a file whose sections are known. */
final class SymbolReader {
    private static final int ENTRY = 24;
    private static final int UNDEFINED = 0;
    private static final int RESERVED = 0xff00;
    private static final int XINDEX = 0xffff;

    private final List<Section> sections;
    private final Section table;
    private final Optional<Slice> wideIndexes;

    private SymbolReader(List<Section> sections, Section table) {
        this.sections = sections;
        this.table = table;
        this.wideIndexes = sections.stream()
                .filter(s -> s.type() == Section.SYMTAB_SHNDX && s.link() == table.index())
                .map(Section::data)
                .findFirst();
    }

    static List<Symbol> read(List<Section> sections) {
        return sections.stream()
                .filter(s -> s.type() == Section.SYMTAB)
                .findFirst()
                .map(table -> new SymbolReader(sections, table).symbols())
                .orElse(List.of());
    }

    private List<Symbol> symbols() {
        Slice data = table.data();
        if (data.length() % ENTRY != 0) {
            throw data.problem(0, "the symbol table's " + data.length() + " bytes are not a multiple of 24");
        }
        if (table.link() <= 0 || table.link() >= sections.size()
                || sections.get(table.link()).type() != Section.STRTAB) {
            throw data.problem(0, "the symbol table's string table is section " + table.link() + ", which is none");
        }
        StringTable names = new StringTable(sections.get(table.link()).data());
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < data.length() / ENTRY; i++) {
            symbols.add(symbol(data.slice((long) i * ENTRY, ENTRY), i, names));
        }
        return List.copyOf(symbols);
    }

    private Symbol symbol(Slice entry, int index, StringTable names) {
        int info = entry.u8(4);
        int shndx = entry.u16(6);
        Optional<Section> section = Optional.empty();
        if (shndx == XINDEX) {
            Slice wide = wideIndexes.orElseThrow(
                    () -> entry.problem(6, "symbol " + index + " needs a SHT_SYMTAB_SHNDX section, and there is none"));
            section = Optional.of(section(entry, index, wide.u32(4L * index)));
        } else if (shndx != UNDEFINED && shndx < RESERVED) {
            section = Optional.of(section(entry, index, shndx));
        }
        return new Symbol(index, names.at(entry.u32(0)), binding(info >> 4), kind(info & 0xf), entry.s64(8),
                entry.s64(16), section, shndx == UNDEFINED);
    }

    private Section section(Slice entry, int index, long number) {
        if (number >= sections.size()) {
            throw entry.problem(6, "symbol " + index + " is in section " + number + " of " + sections.size());
        }
        return sections.get((int) number);
    }

    private static Symbol.Binding binding(int bind) {
        return switch (bind) {
            case 0 -> Symbol.Binding.LOCAL;
            case 1 -> Symbol.Binding.GLOBAL;
            case 2 -> Symbol.Binding.WEAK;
            default -> Symbol.Binding.OTHER;
        };
    }

    private static Symbol.Kind kind(int type) {
        return switch (type) {
            case 0 -> Symbol.Kind.NOTYPE;
            case 1 -> Symbol.Kind.OBJECT;
            case 2 -> Symbol.Kind.FUNC;
            case 3 -> Symbol.Kind.SECTION;
            case 4 -> Symbol.Kind.FILE;
            default -> Symbol.Kind.OTHER;
        };
    }
}
