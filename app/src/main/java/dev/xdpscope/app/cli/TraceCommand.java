package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xdpscope trace}. */
@Command(name = "trace", description = "Shows a run instruction by instruction.", footer = {"",
    "Examples:",
    "  xdpscope trace sample-traces/hints-to-metadata --packet 0",
    "  xdpscope trace scenario.json --from 4:17 --to 4:17.9",
    "  xdpscope trace scenario.json --json | jq -c 'select(.writes != [])'"})
final class TraceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenario = new ScenarioOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--packet", paramLabel = "N", description = "Only this packet, counted from 0.")
    private Optional<Integer> packet = Optional.empty();

    @Option(names = "--from", paramLabel = "COORD", converter = CoordinateConverter.class,
            description = "Begin here, for example at 4:17 or 4:17.3.")
    private Optional<Coordinate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "COORD", converter = CoordinateConverter.class, description = "End here.")
    private Optional<Coordinate> to = Optional.empty();

    TraceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ScenarioRecording recording = Lab.run(scenario.scenario(terminal));
        TraceRange range = TraceRange.of(recording, packet, from, to);
        new TraceWalk(recording, terminal).walk(range, json.json() ? new TraceJson(terminal) : new TraceText(terminal));
        return 0;
    }
}
