package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.record.Step;
import java.util.Optional;

/**
 * One position of a recording with all that the panes need of it.
 *
 * @param before the state that old values are taken from: that of the move's start, or of the step before; empty at the
 *     beginning of a run
 * @param next the step that would be executed next; empty at the end of a run
 */
public record Moment(ScenarioRecording recording, Position at, Coordinate coordinate, PacketResult packet, State state,
        Optional<State> before, Optional<Step> next) {

    /**
     * @param from where old values are to be taken from; used if it is earlier in the same run
     */
    static Moment of(ScenarioRecording recording, Position at, Coordinate coordinate, Optional<Position> from) {
        Optional<Position> previous = at.step() == 0 ? Optional.empty()
                : Optional.of(new Position(at.run(), at.step() - 1));
        Optional<Position> reference = from.filter(f -> f.run() == at.run() && f.step() < at.step()).or(() -> previous);
        return new Moment(recording, at, coordinate, recording.packet(at), recording.at(at),
                reference.map(recording::at), step(recording, at));
    }

    private static Optional<Step> step(ScenarioRecording recording, Position at) {
        return recording.recording().steps(at.run(), at.step(), at.step() + 1).stream().findFirst();
    }

    /** The program that runs, or that ran last. */
    public Program program() {
        return recording.program(at);
    }

    /** Address of the xdp_buff of the program that runs, or that ran last. */
    public long context() {
        return recording.context(at);
    }

    /** Whether this is in the driver's sk_buff path rather than in the program. */
    public boolean inSkbPath() {
        return coordinate.stage() == Stage.SKB;
    }
}
