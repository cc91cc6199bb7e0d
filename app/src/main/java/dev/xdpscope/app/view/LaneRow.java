package dev.xdpscope.app.view;

import dev.xdpscope.drivers.nic.Hint;
import java.util.Optional;

/** A row of the descriptor lane or the machine lane. */
public sealed interface LaneRow {
    /** The beginning of a section. */
    record Title(String name, String note) implements LaneRow {}

    /**
     * Something that has a value.
     *
     * @param before the value it had, if it has changed
     * @param note what the value is or where it came from
     * @param target what is selected by choosing the row
     * @param hint the hint it belongs to
     * @param pale whether it is of less interest: zero, not set, or not reached yet
     */
    record Value(String name, String value, Optional<String> before, String note, Optional<Selection> target,
            Optional<Hint> hint, boolean pale) implements LaneRow {}

    /** A remark in place of rows. */
    record Remark(String text) implements LaneRow {}
}
