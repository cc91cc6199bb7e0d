package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.PacketSource;
import dev.xdpscope.drivers.lab.scenario.Scenario;
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
    "  xdpscope run --object prog.o --packets traffic.pcapng --nic mlx5 --set rx-vlan-offload=off",
    "  xdpscope run --json scenario.json > expected.json",
    "  xdpscope run --expect expected.json scenario.json"})
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenario = new ScenarioOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = {"-v", "--verbose"}, description = "Write out hints, metadata and sk_buff of each packet.")
    private boolean verbose;

    @Mixin
    private Expectation expected = new Expectation();

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<JsonNode> wanted = expected.read();
        Scenario wholly = scenario.scenario(terminal);
        ScenarioRecording recording = Lab.run(wholly);
        if (!scenario.limited() && wholly.packets().limit() == PacketSource.DEFAULT_LIMIT
                && recording.packets().size() == wholly.packets().limit()) {
            terminal.note("stopped after " + recording.packets().size() + " packets; --limit N takes more");
        }
        if (wanted.isPresent()) {
            return expected.compare(wanted.get(), RunJson.of(recording), recording.packets().size() + " packets",
                    json.json(), terminal);
        }
        if (json.json()) {
            terminal.line(JsonText.of(RunJson.of(recording)));
        } else {
            new RunText(terminal, recording).print(verbose);
        }
        return 0;
    }
}
