package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.Navigator;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.record.Position;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where continuing stops: at breakpoints and at faults. */
final class Stops {
    private final ScenarioRecording recording;
    private final Navigator navigator;
    private final Set<Integer> breakpoints;

    Stops(ScenarioRecording recording, Navigator navigator, Set<Integer> breakpoints) {
        this.recording = recording;
        this.navigator = navigator;
        this.breakpoints = breakpoints;
    }

    /** The next stop; else the end. */
    Optional<Position> after(Position from) {
        Optional<Position> fault = faults().filter(p -> p.compareTo(from) > 0).findFirst();
        Optional<Position> hit = breakpoints.isEmpty() ? navigator.last().filter(end -> !end.equals(from))
                : navigator.forward(from, breakpoints::contains);
        return Stream.concat(fault.stream(), hit.stream()).min(Comparator.naturalOrder());
    }

    /** The stop before; else the beginning. */
    Optional<Position> before(Position from) {
        Optional<Position> fault = faults().filter(p -> p.compareTo(from) < 0).reduce((_, later) -> later);
        Optional<Position> hit = breakpoints.isEmpty() ? navigator.first().filter(start -> !start.equals(from))
                : navigator.backward(from, breakpoints::contains);
        return Stream.concat(fault.stream(), hit.stream()).max(Comparator.naturalOrder());
    }

    private Stream<Position> faults() {
        return recording.packets().stream().filter(p -> p.fault().isPresent()).map(Stops::fault);
    }

    /** The moment of a packet's fault: nothing of its run comes after it. */
    static Position fault(PacketResult packet) {
        return new Position(packet.program().index(), packet.program().steps());
    }
}
