package dev.xdpscope.app.view;

import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.record.Stage;
import java.util.List;

/**
 * The way of one packet and of the hints that go with it.
 *
 * @param stops the stages in order, each with what the packet is there
 * @param threads one for each hint
 */
public record Journey(List<Stop> stops, List<Thread> threads) {
    /**
     * A stage.
     *
     * @param reached whether the packet gets there
     */
    public record Stop(Stage stage, String text, boolean reached) {}

    /** A hint's way: one link for each stop. */
    public record Thread(Hint hint, List<Link> links) {}

    /** How a hint is at a stop. */
    public enum Condition {
        /** It is there. */
        THERE,
        /** It is there for the asking, but nobody has asked. */
        UNUSED,
        /** It gets lost here. */
        CUT,
        /** It was lost before, or never was. */
        GONE
    }

    /**
     * A hint at a stop, with its value or the reason for losing it.
     *
     * @param why the reason in full, where there is more of it
     */
    public record Link(Condition condition, String text, String why) {
        public Link(Condition condition, String text) {
            this(condition, text, "");
        }
    }
}
