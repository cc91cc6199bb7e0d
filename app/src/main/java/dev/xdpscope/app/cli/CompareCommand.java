package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.compare.Comparison;
import dev.xdpscope.drivers.lab.compare.ComparisonRequest;
import dev.xdpscope.drivers.lab.compare.ComparisonRequest.Configurations;
import dev.xdpscope.drivers.lab.compare.ComparisonRequest.Revisions;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Nics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope compare}. */
@Command(name = "compare",
        description = {"Runs a scenario on many NICs with each access design and shows where results differ.",
            "The scenario's NIC is what others are compared with; --nic, --revision and --design choose another."},
        footer = {"",
            "Examples:",
            "  xdpscope compare sample-traces/hints-to-metadata",
            "  xdpscope compare sample-traces/hints-to-metadata --nics mlx5 --configurations each-switch",
            "  xdpscope compare --object prog.o --packets traffic.pcapng --nic mlx5 --nics mlx5,ice,./my-nic",
            "  xdpscope compare scenario.json --json > expected.json",
            "  xdpscope compare scenario.json --expect expected.json"})
final class CompareCommand implements Callable<Integer> {
    private static final String ALL = "all";

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenario = new ScenarioOptions();

    @Option(names = "--nics", paramLabel = "N,…", split = ",",
            description = "NICs or NIC folders, or all: every built-in one and the scenario's. Default: all.")
    private List<String> nics = List.of(ALL);

    @Option(names = "--revisions", paramLabel = "WHICH", converter = RevisionsConverter.class,
            description = "Hardware revisions of each NIC: default or all. Default: default.")
    private Revisions revisions = Revisions.DEFAULT;

    @Option(names = "--configurations", paramLabel = "WHICH", converter = ConfigurationsConverter.class,
            description = "default, or each-switch: also every value of every switch, one at a time. Default: default.")
    private Configurations configurations = Configurations.DEFAULT;

    @Option(names = "--designs", paramLabel = "D,…", split = ",",
            description = "Access designs, or all. Default: all.")
    private List<String> designs = List.of(ALL);

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private Expectation expected = new Expectation();

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reads which revisions. */
    static final class RevisionsConverter extends WordConverter<Revisions> {
        RevisionsConverter() {
            super("choice of revisions", List.of(Revisions.values()), CompareCommand::word);
        }
    }

    /** Reads which configurations. */
    static final class ConfigurationsConverter extends WordConverter<Configurations> {
        ConfigurationsConverter() {
            super("choice of configurations", List.of(Configurations.values()), CompareCommand::word);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Integer call() {
        if (nics.isEmpty() || designs.isEmpty()) {
            throw Problems.usage("a list of --nics or --designs is empty", "Give at least one, or " + ALL + ".");
        }
        Optional<JsonNode> wanted = expected.read();
        Scenario base = scenario.scenario(terminal);
        Comparison comparison = Comparison.run(new ComparisonRequest(base, nics(base), revisions, configurations,
                scenario.settings(), designs(), scenario.design().orElse(AccessDesign.KFUNC_CALL)));
        comparison.voided().forEach(words -> terminal.note("other NICs: " + words));
        if (wanted.isPresent()) {
            return expected.compare(wanted.get(), CompareJson.of(comparison), comparison.nics().size() + " NICs",
                    json.json(), terminal);
        }
        if (json.json()) {
            terminal.line(JsonText.of(CompareJson.of(comparison)));
        } else {
            new CompareText(terminal, comparison).print();
        }
        return 0;
    }

    private List<String> nics(Scenario base) {
        if (!nics.contains(ALL)) {
            return nics;
        }
        List<String> all = new ArrayList<>(Nics.builtIn());
        nics.stream().filter(n -> !n.equals(ALL) && !all.contains(n)).forEach(all::add);
        if (!all.contains(base.nic().name())) {
            all.addFirst(base.nic().name());
        }
        return all;
    }

    private List<AccessDesign> designs() {
        if (designs.contains(ALL)) {
            return List.of(AccessDesign.values());
        }
        return designs.stream().map(word -> AccessDesign.of(word).orElseThrow(() -> Problems.usage(
                "'" + word + "' is no access design", "Known are " + ALL + ", "
                        + String.join(", ", List.of(AccessDesign.values()).stream().map(AccessDesign::word).toList())
                        + ".")))
                .distinct().toList();
    }
}
