package dev.xdpscope.app.cli;

import dev.xdpscope.app.cli.KernelCheckCommand.Result;
import dev.xdpscope.app.cli.Table.Cell;
import dev.xdpscope.drivers.lab.kernel.Checked;
import dev.xdpscope.drivers.lab.kernel.Difference;
import dev.xdpscope.engine.kernel.Kernel;
import dev.xdpscope.engine.kernel.check.CodeComparison;
import dev.xdpscope.engine.kernel.check.CodeLine;
import dev.xdpscope.engine.kernel.check.CodeRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks in the kernel for people: a line for each scenario, then what is different, and what was not compared. */
final class KernelCheckText {
    private static final int MOST = 20;

    private final Terminal terminal;
    private final List<Result> results;

    KernelCheckText(Terminal terminal, List<Result> results) {
        this.terminal = terminal;
        this.results = results;
    }

    void print() {
        Table table = new Table().flexible("scenario").right("packets").right("maps").right("insns").right("fixups")
                .right("ns/run").left("result");
        results.forEach(r -> table.row(row(r)));
        table.lines(terminal).forEach(terminal::line);
        results.forEach(this::details);
        skipped();
        notes();
        terminal.line("");
        terminal.wrapped(summary(), "");
    }

    private static String title(Result result) {
        return result.scenario().name() + result.scenario().program().name().map(p -> " (" + p + ")").orElse("");
    }

    private static List<Cell> row(Result result) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(title(result))));
        switch (result.checked()) {
            case Checked.Skipped skipped -> {
                for (int i = 0; i < 5; i++) {
                    row.add(new Cell("-", Style.DIM));
                }
                row.add(new Cell("skipped", Style.DIM));
            }
            case Checked.Compared c -> {
                row.add(Cell.of(Long.toString(c.packets().stream().filter(p -> p.notRun().isEmpty()).count())));
                row.add(Cell.of(Integer.toString(c.maps().size())));
                row.add(Cell.of(Integer.toString(codes(c).mapToInt(CodeComparison::same).sum())));
                row.add(Cell.of(Integer.toString(codes(c).flatMap(x -> x.rules().values().stream())
                        .mapToInt(Integer::intValue).sum())));
                row.add(Cell.of(c.nanos().map(Object::toString).orElse("-")));
                row.add(c.differs() ? new Cell("differs", Style.BAD)
                        : c.nanos().isPresent() ? new Cell("same", Style.GOOD)
                                : new Cell("same code, not run", Style.CHANGED));
            }
        }
        return row;
    }

    private static Stream<CodeComparison> codes(Checked.Compared c) {
        return c.programs().stream().flatMap(p -> p.comparison().stream());
    }

    private void details(Result result) {
        if (!(result.checked() instanceof Checked.Compared c) || !c.differs()) {
            return;
        }
        terminal.line("");
        terminal.line(terminal.styled(Style.HEADER, title(result)) + "  " + result.file());
        c.packets().forEach(p -> differences("packet " + p.index(), p.differences()));
        c.maps().forEach(m -> differences("map " + m.map(), m.differences()));
        c.programs().forEach(this::code);
    }

    private void differences(String where, List<Difference> all) {
        all.stream().limit(MOST).forEach(d -> terminal.line("  " + where + ", " + d.what()
                + (d.offset() < 0 ? "" : " at %d".formatted(d.offset())) + ": " + d.ours() + ", in the kernel "
                + d.kernels()));
        if (all.size() > MOST) {
            terminal.line(terminal.styled(Style.DIM, "  " + where + ", " + (all.size() - MOST) + " more"));
        }
    }

    private void code(Checked.Code code) {
        if (!code.refusal().isEmpty()) {
            terminal.line("  program " + code.program() + " is refused: " + code.refusal());
        }
        List<CodeRow.Different> rows = code.comparison().map(CodeComparison::differences).orElse(List.of());
        for (CodeRow.Different row : rows.stream().limit(MOST).toList()) {
            terminal.line("  %s  %-40s | %-40s  %s".formatted(code.program(), line(row.ours()), line(row.kernels()),
                    row.what()));
        }
        if (rows.size() > MOST) {
            terminal.line(terminal.styled(Style.DIM,
                    "  " + code.program() + ", " + (rows.size() - MOST) + " instructions more"));
        }
    }

    private static String line(Optional<CodeLine> line) {
        return line.map(l -> l.slot() + ": " + l.text()).orElse("");
    }

    private void skipped() {
        TreeMap<String, List<String>> byReason = new TreeMap<>();
        for (Result result : results) {
            if (result.checked() instanceof Checked.Skipped(List<String> reasons)) {
                reasons.forEach(r -> byReason.computeIfAbsent(r, k -> new ArrayList<>()).add(title(result)));
            }
        }
        if (!byReason.isEmpty()) {
            terminal.line("");
            terminal.line("skipped, for not in this kernel:");
            byReason.forEach((reason, titles) -> terminal
                    .wrapped(reason + ": " + String.join("; ", new LinkedHashSet<>(titles)), "  "));
        }
    }

    /** What was answered by the simulation, and what was not compared. */
    private void notes() {
        TreeMap<String, Integer> answered = new TreeMap<>();
        Set<String> notes = new LinkedHashSet<>();
        for (Result result : results) {
            if (result.checked() instanceof Checked.Compared c) {
                c.answered().forEach((name, count) -> answered.merge(name, count, Integer::sum));
                c.notes().forEach(n -> notes.add(title(result) + ": " + n));
                c.packets().forEach(p -> p.notRun()
                        .ifPresent(why -> notes.add(title(result) + ": packet " + p.index() + " is not run: " + why)));
                if (codes(c).anyMatch(x -> !x.helpersTold())) {
                    notes.add(
                            "the kernel shows no addresses in /proc/kallsyms: which helper is called was not compared");
                }
            }
        }
        terminal.line("");
        if (!answered.isEmpty()) {
            terminal.wrapped(answered.values().stream().mapToInt(Integer::intValue).sum()
                    + " calls were answered in the kernel as here: " + answered.entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")),
                    "");
        }
        notes.forEach(n -> terminal.wrapped(n, ""));
    }

    private String summary() {
        long skipped = results.stream().filter(r -> r.checked() instanceof Checked.Skipped).count();
        long differ = results.stream().filter(r -> r.checked() instanceof Checked.Compared c && c.differs()).count();
        return "Linux " + Kernel.release() + ": " + (results.size() - skipped - differ) + " the same, " + differ
                + " different, " + skipped + " skipped";
    }
}
