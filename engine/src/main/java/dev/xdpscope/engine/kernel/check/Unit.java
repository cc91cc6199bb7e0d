package dev.xdpscope.engine.kernel.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of the kernel's code stands for one instruction.
 *
 * @param lines one, or those that a rule puts for it
 * @param shape of the instruction
 * @param fixup the rule
 */
record Unit(List<CodeLine> lines, String shape, Optional<Fixup> fixup) {
    Unit {
        lines = List.copyOf(lines);
    }

    CodeLine first() {
        return lines.getFirst();
    }

    /** Where a single instruction jumps to, or -1; the jumps of a rule stay within it. */
    int target() {
        return fixup.isPresent() ? -1 : first().target();
    }

    /** Puts all code back to what it stands for; a rule does not apply to lines that something else jumps into. */
    static List<Unit> fold(List<CodeLine> lines, List<Fixup> fixups) {
        Map<Integer, Set<Integer>> sources = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            sources.computeIfAbsent(lines.get(i).target(), t -> new java.util.HashSet<>()).add(i);
        }
        List<Unit> units = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            Unit unit = folded(lines, at, fixups, sources);
            units.add(unit);
            at += unit.lines.size();
        }
        return units;
    }

    private static Unit folded(List<CodeLine> lines, int at, List<Fixup> fixups, Map<Integer, Set<Integer>> sources) {
        for (Fixup fixup : fixups) {
            Optional<String> shape = fixup.match(lines, at);
            if (shape.isPresent() && closed(lines, at, at + fixup.pattern().size(), sources)) {
                return new Unit(lines.subList(at, at + fixup.pattern().size()), shape.get(), Optional.of(fixup));
            }
        }
        return new Unit(List.of(lines.get(at)), lines.get(at).shape(), Optional.empty());
    }

    private static boolean closed(List<CodeLine> lines, int from, int to, Map<Integer, Set<Integer>> sources) {
        return lines.subList(from + 1, to).stream()
                .flatMap(l -> sources.getOrDefault(l.slot(), Set.of()).stream()).collect(Collectors.toSet())
                .stream().allMatch(source -> source >= from && source < to);
    }
}
