package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.Coordinates;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import java.util.Optional;

/**
 * The part of a recording to trace.
 *
 * @param first number of the first position
 * @param last number of the last position
 */
record TraceRange(long first, long last) {

    static TraceRange of(ScenarioRecording recording, Optional<Integer> packet, Optional<Coordinate> from,
            Optional<Coordinate> to) {
        TraceRange whole = packet.map(index -> packet(recording, index))
                .orElseGet(() -> new TraceRange(0, recording.recording().size() - 1));
        Coordinates coordinates = recording.coordinates();
        Recording positions = recording.recording();
        TraceRange range = new TraceRange(from.map(c -> positions.index(coordinates.find(c))).orElse(whole.first),
                to.map(c -> positions.index(coordinates.find(c))).orElse(whole.last));
        if (range.first > range.last && recording.recording().size() > 0) {
            throw Problems.usage("--from is after --to", "Exchange them.");
        }
        return range;
    }

    private static TraceRange packet(ScenarioRecording recording, int index) {
        PacketResult packet = recording.packets().stream().filter(p -> p.index() == index).findFirst()
                .orElseThrow(() -> Problems.usage("there is no packet " + index,
                        "The recording has " + recording.packets().size() + ", counted from 0."));
        Run last = packet.last();
        Recording positions = recording.recording();
        return new TraceRange(positions.index(new Position(packet.program().index(), 0)),
                positions.index(new Position(last.index(), last.steps())));
    }
}
