package dev.xdpscope.app.cli;

import dev.xdpscope.app.cli.Table.Cell;
import dev.xdpscope.drivers.lab.compare.CallCount;
import dev.xdpscope.drivers.lab.compare.Cell.Ran;
import dev.xdpscope.drivers.lab.compare.Cell.Refused;
import dev.xdpscope.drivers.lab.compare.ComparedNic;
import dev.xdpscope.drivers.lab.compare.Comparison;
import dev.xdpscope.drivers.lab.compare.HintAnswers;
import dev.xdpscope.drivers.nic.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A comparison for people: a line for each NIC and access design, then what is different. */
final class CompareText {
    private final Terminal terminal;
    private final Comparison comparison;

    CompareText(Terminal terminal, Comparison comparison) {
        this.terminal = terminal;
        this.comparison = comparison;
    }

    void print() {
        terminal.line(terminal.styled(Style.HEADER, comparison.request().scenario().name()) + "  "
                + comparison.program() + ", " + comparison.packets() + " packets; compared with "
                + comparison.usual().variant() + ", " + comparison.request().reference().word());
        terminal.line("");
        Table table = new Table().left("nic").right("timestamp").right("hash").right("vlan")
                .left("design").left("verdicts").right("instructions").flexible("kfuncs");
        comparison.nics().forEach(n -> rows(n, table));
        List<String> lines = table.lines(terminal);
        int at = 0;
        terminal.line(lines.get(at++));
        for (ComparedNic nic : comparison.nics()) {
            if (!nic.variant().changed().isEmpty()) {
                terminal.line(terminal.styled(Style.PLACE, nic.variant().switches()));
            }
            for (int i = 0; i < nic.cells().size(); i++) {
                terminal.line(lines.get(at++));
            }
        }
        filled();
        new CompareDifferences(terminal, comparison).print();
    }

    /** What the program left in the metadata area. */
    private void filled() {
        Table table = new Table().left("nic").flexible("packets whose metadata is not 0, with "
                + comparison.request().reference().word());
        boolean any = false;
        for (ComparedNic nic : comparison.nics()) {
            Map<String, Integer> filled = comparison.reference(nic).flatMap(c -> c.ran())
                    .map(r -> r.filled(comparison.metadata())).orElse(Map.of());
            any |= !filled.isEmpty();
            String fields = filled.entrySet().stream().filter(e -> e.getValue() > 0)
                    .map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
            table.row(List.of(Cell.of(nic.variant().toString()), Cell.of(fields.isEmpty() ? "none" : fields)));
        }
        if (any) {
            terminal.line("");
            table.lines(terminal).forEach(terminal::line);
        }
    }

    private void rows(ComparedNic nic, Table table) {
        boolean first = true;
        for (var cell : nic.cells()) {
            List<Cell> row = new ArrayList<>();
            row.add(Cell.of(first ? nic.variant().nic() + " " + nic.variant().revision() : ""));
            for (Hint hint : Hint.values()) {
                row.add(first ? hint(nic.hints().map(h -> h.get(hint))) : Cell.of(""));
            }
            row.add(Cell.of(cell.design().word()));
            switch (cell.result()) {
                case Ran ran -> ran(ran, comparison.sameProgram(nic, cell).map(d -> "as " + d.word()), row);
                case Refused refused -> {
                    row.add(new Cell("refused", Style.BAD));
                    row.add(Cell.of(""));
                    row.add(Cell.of("see below"));
                }
            }
            table.row(row);
            first = false;
        }
    }

    /** Of how many packets the driver has the hint. */
    private static Cell hint(Optional<HintAnswers> answers) {
        return answers.map(a -> !a.supported() ? new Cell("n/a", Style.DIM)
                : a.given() == 0 ? new Cell("-", Style.DIM) : Cell.of(Integer.toString(a.given())))
                .orElse(new Cell("?", Style.DIM));
    }

    private void ran(Ran ran, Optional<String> same, List<Cell> row) {
        Map<String, Integer> verdicts = ran.verdicts();
        boolean bad = verdicts.containsKey("fault") || verdicts.containsKey("XDP_ABORTED");
        row.add(new Cell(verdicts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey().replace("XDP_", ""))
                .collect(Collectors.joining(", ")), bad ? Style.BAD : Style.GOOD));
        var counts = ran.instructions();
        row.add(Cell.of(counts.minimum() + "/" + counts.median() + "/" + counts.maximum()));
        row.add(same.map(s -> new Cell(s, Style.DIM)).orElseGet(() -> Cell.of(kfuncs(ran.calls()))));
    }

    /** How many kfuncs were called, by what was behind the calls. */
    private static String kfuncs(List<CallCount> calls) {
        Map<CallCount.How, Integer> kinds = new TreeMap<>();
        calls.stream().filter(c -> c.how() != CallCount.How.HELPER).forEach(c -> kinds.merge(c.how(), 1, Integer::sum));
        return kinds.isEmpty() ? "none" : kinds.entrySet().stream()
                .map(e -> e.getValue() + " " + (e.getValue() == 1 ? e.getKey().word() : e.getKey().words()))
                .collect(Collectors.joining(", "));
    }
}
