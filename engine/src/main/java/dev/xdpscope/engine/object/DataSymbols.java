package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.object.elf.Symbol;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Names of variables by their place in data sections. */
final class DataSymbols {
    private final Map<Integer, NavigableMap<Long, Symbol>> bySection = new HashMap<>();

    static DataSymbols of(ElfFile elf) {
        DataSymbols symbols = new DataSymbols();
        for (Symbol symbol : elf.symbols()) {
            if (symbol.kind() == Symbol.Kind.OBJECT) {
                symbol.section().ifPresent(s -> symbols.bySection
                        .computeIfAbsent(s.index(), i -> new TreeMap<>()).put(symbol.value(), symbol));
            }
        }
        return symbols;
    }

    /** For example {@code limits+4 (.rodata+12)}, or {@code .rodata+12} where no variable is known. */
    String label(Section section, long offset) {
        String place = section.name() + "+" + offset;
        return Optional.ofNullable(bySection.get(section.index()))
                .map(m -> m.floorEntry(offset))
                .map(Map.Entry::getValue)
                .filter(s -> offset - s.value() < s.size())
                .map(s -> s.name() + (offset == s.value() ? "" : "+" + (offset - s.value())) + " (" + place + ")")
                .orElse(place);
    }
}
