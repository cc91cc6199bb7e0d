package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.Coordinates;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Stage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where the reader lands who was at a coordinate of another recording of the same program. */
final class NearestPosition {
    private NearestPosition() {}

    /** The same coordinate, or its instruction, or the beginning of its packet, whichever there is. */
    static Optional<Position> of(Coordinate wanted, Coordinates coordinates) {
        List<Coordinate> choices = List.of(wanted,
                new Coordinate(wanted.packet(), wanted.stage(), wanted.insn(), OptionalInt.empty(),
                        OptionalInt.empty(), 1),
                new Coordinate(wanted.packet(), Stage.XDP, OptionalInt.of(0), OptionalInt.empty(),
                        OptionalInt.empty(), 1));
        for (Coordinate choice : choices) {
            try {
                return Optional.of(coordinates.find(choice));
            } catch (ProblemException notThere) {
                continue;
            }
        }
        return Optional.empty();
    }
}
