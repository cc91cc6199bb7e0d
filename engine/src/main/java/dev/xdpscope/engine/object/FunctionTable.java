package dev.xdpscope.engine.object;

import dev.xdpscope.engine.object.elf.ElfException;
import dev.xdpscope.engine.object.elf.ElfFile;
import dev.xdpscope.engine.object.elf.Section;
import dev.xdpscope.engine.object.elf.Symbol;
import dev.xdpscope.engine.problem.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The functions of an object by section and start; they do not overlap. */
final class FunctionTable {
    private static final int SLOT = 8;

    private final Map<Integer, NavigableMap<Integer, ObjectFunction>> bySection = new TreeMap<>();
    private final Map<String, ObjectFunction> globals = new HashMap<>();

    static FunctionTable of(ElfFile elf) {
        FunctionTable table = new FunctionTable();
        for (Symbol symbol : elf.symbols()) {
            if (symbol.kind() == Symbol.Kind.FUNC && symbol.size() != 0) {
                symbol.section().filter(Section::isCode).ifPresent(s -> table.add(elf, symbol, s));
            }
        }
        table.bySection.values().forEach(functions -> refuseOverlap(elf, functions.values()));
        return table;
    }

    /** Every function, by section and start. */
    List<ObjectFunction> all() {
        return bySection.values().stream().flatMap(m -> m.values().stream()).toList();
    }

    /** The global function of that name. */
    Optional<ObjectFunction> named(String name) {
        return Optional.ofNullable(globals.get(name));
    }

    /** The function that begins at that slot. */
    Optional<ObjectFunction> at(int section, long slot) {
        return containing(section, slot).filter(f -> f.start() == slot);
    }

    /** The function that slot belongs to. */
    Optional<ObjectFunction> containing(int section, long slot) {
        NavigableMap<Integer, ObjectFunction> functions = bySection.get(section);
        if (functions == null || slot < 0 || slot > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.ofNullable(functions.floorEntry((int) slot)).map(Map.Entry::getValue)
                .filter(f -> slot < f.end());
    }

    private void add(ElfFile elf, Symbol symbol, Section section) {
        long end = symbol.value() + symbol.size();
        if (symbol.value() % SLOT != 0 || symbol.size() % SLOT != 0 || symbol.value() < 0 || symbol.size() < 0
                || end < 0 || end > section.size()) {
            throw new ElfException(place(elf, section.name()).offset(symbol.value()), "function " + symbol.label()
                    + " claims " + Long.toUnsignedString(symbol.size()) + " bytes, which are not whole instructions"
                    + " of a section of " + section.size() + " bytes", "Compile the object again.");
        }
        boolean global = symbol.binding() == Symbol.Binding.GLOBAL || symbol.binding() == Symbol.Binding.WEAK;
        ObjectFunction function = new ObjectFunction(symbol.name(), section.name(), section.index(),
                (int) (symbol.value() / SLOT), (int) (symbol.size() / SLOT), global);
        if (global) {
            globals.putIfAbsent(function.name(), function);
        }
        // An alias gives a second symbol for the same code: the global one names it.
        bySection.computeIfAbsent(section.index(), i -> new TreeMap<>())
                .merge(function.start(), function, (a, b) -> b.global() && !a.global() ? b : a);
    }

    private static void refuseOverlap(ElfFile elf, Collection<ObjectFunction> functions) {
        Optional<ObjectFunction> before = Optional.empty();
        for (ObjectFunction function : functions) {
            if (before.filter(b -> b.end() > function.start()).isPresent()) {
                throw new ElfException(place(elf, function.section()).offset((long) function.start() * SLOT),
                        "functions " + before.get().name() + " and " + function.name() + " overlap",
                        "Compile the object again.");
            }
            before = Optional.of(function);
        }
    }

    private static Place place(ElfFile elf, String section) {
        return Place.of(elf.name()).section(section);
    }
}
