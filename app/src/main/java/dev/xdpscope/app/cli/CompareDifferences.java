package dev.xdpscope.app.cli;

import dev.xdpscope.app.cli.Table.Cell;
import dev.xdpscope.drivers.lab.compare.Cell.Refused;
import dev.xdpscope.drivers.lab.compare.ComparedNic;
import dev.xdpscope.drivers.lab.compare.Comparison;
import dev.xdpscope.drivers.lab.compare.FieldDifference;
import dev.xdpscope.engine.object.CoreBreakage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a comparison's results differ, what could not be run and what CO-RE did not find, for people. */
final class CompareDifferences {
    private final Terminal terminal;
    private final Comparison comparison;

    CompareDifferences(Terminal terminal, Comparison comparison) {
        this.terminal = terminal;
        this.comparison = comparison;
    }

    void print() {
        designs();
        nics();
        unresolved();
        refused();
    }

    private void header(String text) {
        terminal.line("");
        terminal.wrapped(text, "");
    }

    private void designs() {
        Table table = table("nic and design");
        boolean any = false;
        for (ComparedNic nic : comparison.nics()) {
            for (var cell : nic.cells()) {
                List<FieldDifference> differences = comparison.differences(nic, cell);
                any |= !differences.isEmpty();
                rows(nic.variant() + " " + cell.design().word(), differences, table);
            }
        }
        String reference = comparison.request().reference().word();
        if (comparison.request().designs().size() > 1) {
            header(any ? "Different from " + reference + " on the same NIC:"
                    : "On each NIC every design that runs gives, packet by packet, what " + reference + " gives.");
        }
        if (any) {
            table.lines(terminal).forEach(terminal::line);
        }
    }

    private void nics() {
        Map<String, Table> tables = new LinkedHashMap<>();
        List<String> same = new ArrayList<>();
        for (ComparedNic nic : comparison.nics()) {
            comparison.reference(nic.variant()).ifPresent(reference -> {
                List<FieldDifference> differences = comparison.differences(nic);
                if (!differences.isEmpty()) {
                    rows(nic.variant().toString(), differences,
                            tables.computeIfAbsent(reference.variant().toString(), r -> table("nic")));
                } else if (comparison.reference(nic).isPresent() && comparison.reference(reference).isPresent()) {
                    same.add(nic.variant() + " as " + reference.variant());
                }
            });
        }
        String with = ", both with " + comparison.request().reference().word() + ":";
        tables.forEach((reference, table) -> {
            header("Different from " + reference + with);
            table.lines(terminal).forEach(terminal::line);
        });
        if (!same.isEmpty()) {
            header("The same results: " + String.join("; ", same) + ".");
        }
    }

    private static Table table(String first) {
        return new Table().left(first).left("field").right("packets").right("first").flexible("there → here");
    }

    private static void rows(String subject, List<FieldDifference> differences, Table table) {
        String name = subject;
        for (FieldDifference difference : differences) {
            FieldDifference.At first = difference.packets().getFirst();
            table.row(List.of(Cell.of(name), Cell.of(difference.field()),
                    Cell.of(Integer.toString(difference.packets().size())), Cell.of(Integer.toString(first.packet())),
                    Cell.of(first.reference() + " → " + first.value())));
            name = "";
        }
    }

    /** A type whose relocations fail on the same NICs. */
    private record Missing(String type, List<String> nics) {}

    /** Types that the same NICs lack, with the instructions that ask for them. */
    private void unresolved() {
        Map<CoreBreakage, List<String>> lacking = new LinkedHashMap<>();
        comparison.nics().forEach(nic -> nic.breakages()
                .forEach(b -> lacking.computeIfAbsent(b, k -> new ArrayList<>()).add(nic.variant().toString())));
        Map<Missing, List<CoreBreakage>> found = new LinkedHashMap<>();
        lacking.forEach((breakage, nics) -> found
                .computeIfAbsent(new Missing(breakage.type(), nics), m -> new ArrayList<>()).add(breakage));
        if (found.isEmpty()) {
            return;
        }
        header("What the program asks for and CO-RE does not find, by instruction (* cannot be executed there, others are 0):");
        Table table = new Table().left("type").left("instructions").flexible("on");
        found.forEach((missing, breakages) -> table.row(List.of(Cell.of(missing.type()),
                Cell.of(breakages.stream().map(b -> b.insn() + (b.poisoned() ? "*" : ""))
                        .collect(Collectors.joining(" "))),
                Cell.of(on(missing.nics())))));
        table.lines(terminal).forEach(terminal::line);
    }

    /** NICs by name, or those that are left where that is shorter. */
    private String on(List<String> nics) {
        List<String> others = comparison.nics().stream().map(n -> n.variant().toString())
                .filter(n -> !nics.contains(n)).toList();
        if (others.isEmpty() && nics.size() > 1) {
            return "all";
        }
        return nics.size() > others.size() && nics.size() > 2 ? "all but " + String.join(", ", others)
                : String.join(", ", nics);
    }

    private void refused() {
        Map<String, LinkedHashSet<String>> found = new LinkedHashMap<>();
        for (ComparedNic nic : comparison.nics()) {
            for (var cell : nic.cells()) {
                if (cell.result() instanceof Refused refused) {
                    found.computeIfAbsent(refused.problem().getMessage(), m -> new LinkedHashSet<>())
                            .add(nic.variant() + " " + cell.design().word());
                }
            }
        }
        found.forEach((message, cells) -> {
            header("Refused on " + String.join(", ", cells) + ":");
            terminal.wrapped(message, "  ");
        });
    }
}
