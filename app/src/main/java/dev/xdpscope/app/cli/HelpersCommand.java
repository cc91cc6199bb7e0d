package dev.xdpscope.app.cli;

import dev.xdpscope.app.cli.Table.Cell;
import dev.xdpscope.drivers.lab.prepare.Simulation;
import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.isa.KernelFunctions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xdpscope helpers}. */
@Command(name = "helpers", description = {
    "Lists the kernel's helpers and kfuncs: id, the release of Linux that brought each, whether it is simulated,",
    "signature. Without arguments those that XDP programs may call on Linux 6.18."},
        footer = {"",
            "Examples:",
            "  xdpscope helpers",
            "  xdpscope helpers redirect csum_diff   # all about those with such a name",
            "  xdpscope helpers --status not-simulated --json"})
final class HelpersCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Ids, and parts of names.")
    private List<String> names = List.of();

    @Option(names = "--status", paramLabel = "STATUS", converter = SimulationConverter.class,
            description = "Only those that are 'simulated', 'not-simulated' or 'not-for-XDP'.")
    private Optional<Simulation> status = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    HelpersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<KernelFunction> found =
                Stream.concat(KernelFunctions.helpers().stream(), KernelFunctions.kfuncs().stream())
                        .filter(this::wanted).toList();
        if (found.isEmpty()) {
            throw Problems.usage("no helper or kfunc of that name" + (status.isPresent() ? " and status" : ""),
                    "'xdpscope helpers' lists what XDP programs may call.");
        }
        if (json.json()) {
            ArrayNode all = JsonNodes.array();
            found.forEach(f -> all.add(json(f)));
            terminal.line(JsonText.of(all));
        } else if (names.isEmpty()) {
            table(found).lines(terminal).forEach(terminal::line);
        } else {
            found.forEach(this::print);
        }
        return 0;
    }

    private boolean wanted(KernelFunction f) {
        Simulation simulation = Simulation.of(f);
        boolean named = names.isEmpty() ? status.isPresent() || simulation != Simulation.NOT_FOR_XDP
                : names.stream().map(n -> n.toLowerCase(Locale.ROOT))
                        .anyMatch(n -> f.name().contains(n) || id(f).equals(n));
        return named && status.map(simulation::equals).orElse(true);
    }

    private static String id(KernelFunction f) {
        return f.id().isPresent() ? Integer.toString(f.id().getAsInt()) : "";
    }

    private static Table table(List<KernelFunction> found) {
        Table table = new Table().right("id").right("since").left("status").flexible("signature");
        found.forEach(f -> table.row(List.of(Cell.of(f.id().isPresent() ? id(f) : "kfunc"), Cell.of(f.since()),
                status(f), Cell.of(f.signature()))));
        return table;
    }

    private static Cell status(KernelFunction f) {
        Simulation status = Simulation.of(f);
        return new Cell(status.toString(), status == Simulation.SIMULATED ? Style.PLAIN : Style.DIM);
    }

    private void print(KernelFunction f) {
        terminal.line(terminal.styled(Style.HEADER, f.name() + (f.id().isPresent() ? "#" + id(f) : "  kfunc")) + "  "
                + Simulation.of(f) + ", since " + f.since() + (f.gpl() ? ", for programs under the GPL" : ""));
        terminal.wrapped(f.signature(), "    ");
        if (!f.note().isEmpty()) {
            terminal.wrapped(f.note(), "    ");
        }
    }

    private static ObjectNode json(KernelFunction f) {
        ObjectNode node = JsonNodes.object().put("name", f.name()).put("kind", f.id().isPresent() ? "helper" : "kfunc");
        f.id().ifPresent(id -> node.put("id", id));
        node.put("signature", f.signature()).put("since", f.since()).put("status", Simulation.of(f).toString());
        if (f.xdp()) {
            node.put("gpl", f.gpl());
        }
        return f.note().isEmpty() ? node : node.put("note", f.note());
    }
}
