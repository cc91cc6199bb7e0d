package dev.xdpscope.engine.record;

import dev.xdpscope.engine.call.CallEvent;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.run.Outcome;
import java.util.List;

/** One execution from entry to exit or fault. */
public final class Run {
    /** A call event and the step that caused it, counted from 0. */
    public record Happened(long step, CallEvent event) {}

    private final int index;
    private final Stage stage;
    private final Program program;
    private final long steps;
    private final Outcome outcome;
    private final List<Happened> events;
    private final List<Checkpoint> checkpoints;

    Run(int index, Stage stage, Program program, long steps, Outcome outcome, List<Happened> events,
            List<Checkpoint> checkpoints) {
        this.index = index;
        this.stage = stage;
        this.program = program;
        this.steps = steps;
        this.outcome = outcome;
        this.events = List.copyOf(events);
        this.checkpoints = List.copyOf(checkpoints);
    }

    /** Position of the run in the recording. */
    public int index() {
        return index;
    }

    /** Where the packet was. */
    public Stage stage() {
        return stage;
    }

    /** The program as run; for a run of no steps the one that ran before it. */
    public Program program() {
        return program;
    }

    /** Instructions executed, one that faulted included. */
    public long steps() {
        return steps;
    }

    /** How it ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** What happened during it, in order. */
    public List<Happened> events() {
        return events;
    }

    /** The latest checkpoint at or before {@code step}. */
    Checkpoint before(long step) {
        int low = 0;
        int high = checkpoints.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (checkpoints.get(middle).step() <= step) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return checkpoints.get(low);
    }
}
