package dev.xdpscope.app.view;

import dev.xdpscope.engine.record.Position;
import java.util.Optional;

/**
 * What is said of a packet's fault.
 *
 * @param text where it is, what was tried and what would have been right
 * @param at the moment of the fault
 * @param here whether the reader is there
 */
public record FaultNote(String text, Position at, boolean here) {

    /** Of the fault of the packet that {@code m} is in; empty if it has none. */
    public static Optional<FaultNote> of(Moment m) {
        return m.packet().fault().map(fault -> {
            Position at = Stops.fault(m.packet());
            Position step = new Position(at.run(), Math.max(0, at.step() - 1));
            String text = "fault at " + m.recording().coordinates().of(step) + ": " + fault.what() + "; expected "
                    + fault.expected();
            return new FaultNote(text, at, m.at().equals(at));
        });
    }
}
