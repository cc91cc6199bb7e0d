package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.Scenario;
import dev.xdpscope.drivers.lab.ScenarioRecording;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope run}. */
@Command(name = "run", description = "Runs packets through a program and shows what becomes of each.", footer = {"",
    "Examples:",
    "  xdpscope run sample-traces/hints-to-metadata",
    "  xdpscope run --object prog.o --packets traffic.pcapng --nic mlx5 --set vlan-strip=off",
    "  xdpscope run --json scenario.json > expected.json",
    "  xdpscope run --expect expected.json scenario.json"})
final class RunCommand implements Callable<Integer> {
    private static final int CHECK_FAILED = 1;

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenario = new ScenarioOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = {"-v", "--verbose"}, description = "Write out hints, metadata and sk_buff of each packet.")
    private boolean verbose;

    @Option(names = "--expect", paramLabel = "FILE",
            description = "Compare with the JSON that an earlier run printed; exit code 1 if something differs.")
    private Optional<Path> expected = Optional.empty();

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<JsonNode> wanted = expected.map(Json::read);
        ScenarioRecording recording = Lab.run(scenario.scenario());
        if (!scenario.limited() && recording.packets().size() == Scenario.DEFAULT_LIMIT) {
            terminal.note("stopped after " + recording.packets().size() + " packets; --limit N takes more");
        }
        if (wanted.isPresent()) {
            return compare(wanted.get(), recording);
        }
        if (json.json()) {
            terminal.line(JsonText.of(RunJson.of(recording)));
        } else {
            new RunText(terminal, recording).print(verbose);
        }
        return 0;
    }

    private int compare(JsonNode wanted, ScenarioRecording recording) {
        List<JsonDifference> differences = JsonDifference.between(wanted, RunJson.of(recording));
        if (json.json()) {
            terminal.line(JsonText.of(JsonDifference.json(differences)));
        } else {
            differences.forEach(d -> terminal.line(d.toString()));
        }
        terminal.note(differences.isEmpty() ? recording.packets().size() + " packets as expected"
                : differences.size() + (differences.size() == 1 ? " difference" : " differences") + " from "
                        + expected.orElseThrow());
        return differences.isEmpty() ? 0 : CHECK_FAILED;
    }
}
