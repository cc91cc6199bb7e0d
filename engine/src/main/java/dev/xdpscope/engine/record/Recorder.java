package dev.xdpscope.engine.record;

import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Fault;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Executes runs on a machine and keeps what is needed to revisit them. Between runs the caller may change the memory as
 * hardware and the kernel do; each run begins with a checkpoint that holds those changes.
 */
public final class Recorder {
    /** Steps between checkpoints: seeking executes at most this many. */
    public static final int INTERVAL = 4096;

    private final Machine machine;
    private final long budget;
    private final List<Run> runs = new ArrayList<>();

    /**
     * @param budget the most instructions a run may execute before it is stopped with a fault
     */
    public Recorder(Machine machine, long budget) {
        this.machine = machine;
        this.budget = budget;
    }

    /** Executes {@code code} from {@code entry} until it ends. */
    public Run run(Stage stage, Executable code, int entry, long... arguments) {
        machine.enter(code, entry, arguments);
        List<Run.Happened> events = new ArrayList<>();
        machine.listener(event -> events.add(new Run.Happened(machine.steps() - 1, event)));
        List<Checkpoint> checkpoints = new ArrayList<>();
        while (machine.outcome().isEmpty()) {
            checkpoints.add(new Checkpoint(machine.steps(), machine.snapshot()));
            Interpreter.run(machine, Math.min(budget, machine.steps() + INTERVAL));
            if (machine.outcome().isEmpty() && machine.steps() >= budget) {
                machine.fault(new Fault(machine.pc(), "the run did not end within " + budget + " instructions",
                        "a loop that ends, or a larger instruction budget", OptionalLong.empty()));
            }
        }
        machine.listener(event -> {});
        Run run = new Run(runs.size(), stage, code.program(), machine.steps(), machine.outcome().orElseThrow(), events,
                checkpoints);
        runs.add(run);
        return run;
    }

    /**
     * Keeps the present state as a run of no steps, so that what the kernel did to memory after a run can be looked at. Needs
     * a run before it.
     */
    public Run moment(Stage stage) {
        machine.rest();
        Run run = new Run(runs.size(), stage, machine.executable().program(), 0, machine.outcome().orElseThrow(),
                List.of(), List.of(new Checkpoint(0, machine.snapshot())));
        runs.add(run);
        return run;
    }

    /** What has been recorded; the machine belongs to the recording from now on. */
    public Recording finish() {
        return new Recording(machine, runs);
    }
}
