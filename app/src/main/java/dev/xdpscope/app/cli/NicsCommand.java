package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.nic.Nics;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** {@code xdpscope nics}. */
@Command(name = "nics", description = "Lists simulated NICs with their revisions, switches, hints and unrollers.",
        footer = {"",
            "Examples:",
            "  xdpscope nics",
            "  xdpscope nics mlx5 --json",
            "  xdpscope nics ./my-nic       # a NIC folder of your own"})
final class NicsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "NIC", description = "NICs or NIC folders; all built-in ones otherwise.")
    private List<String> names = List.of();

    @Mixin
    private JsonOption json = new JsonOption();

    NicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<NicSheet> sheets = (names.isEmpty() ? Nics.builtIn() : names).stream()
                .map(name -> new NicSheet(Nics.load(name))).toList();
        if (json.json()) {
            ArrayNode all = JsonNodes.array();
            sheets.forEach(s -> all.add(s.json()));
            terminal.line(JsonText.of(all));
            return 0;
        }
        for (int i = 0; i < sheets.size(); i++) {
            if (i > 0) {
                terminal.line("");
            }
            sheets.get(i).print(terminal);
        }
        return 0;
    }
}
