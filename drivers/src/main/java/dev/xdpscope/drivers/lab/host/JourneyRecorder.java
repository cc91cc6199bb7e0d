package dev.xdpscope.drivers.lab.host;

import dev.xdpscope.drivers.lab.result.Hop;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.run.Executable;
import dev.xdpscope.engine.run.Fault;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is recorded of one packet after its XDP program: runs, moments, hops. */
public final class JourneyRecorder {
    /** How a run went. */
    record Done(Run run) {
        Optional<Long> r0() {
            return run.outcome() instanceof Outcome.Returned r ? Optional.of(r.r0()) : Optional.empty();
        }

        Optional<Fault> fault() {
            return run.outcome() instanceof Outcome.Faulted f ? Optional.of(f.fault()) : Optional.empty();
        }
    }

    private final Machine machine;
    private final Recorder recorder;
    private final Set<Stage> been = EnumSet.noneOf(Stage.class);
    private final List<Hop> hops = new ArrayList<>();
    private Run last;

    /** @param program the run of the packet's XDP program */
    public JourneyRecorder(Machine machine, Recorder recorder, Run program) {
        this.machine = machine;
        this.recorder = recorder;
        this.last = program;
    }

    public List<Hop> hops() {
        return List.copyOf(hops);
    }

    public void add(Hop hop) {
        hops.add(hop);
    }

    /** The packet goes no further; what has been said already of its end stays the last word. */
    public void end(Stage stage, String why) {
        if (hops.isEmpty() || !(hops.getLast() instanceof Hop.Ended)) {
            hops.add(new Hop.Ended(now(), stage, why));
        }
    }

    /** The end of what has run last. */
    public Position now() {
        return new Position(last.index(), last.steps());
    }

    /** Whether the packet gets there for the first time. */
    public boolean first(Stage stage) {
        return been.add(stage);
    }

    /** Runs code from its beginning; the clock goes on from where the run before has left it. */
    public Done run(Executable code, Stage stage, long... arguments) {
        return new Done(run(code, 0, stage, arguments));
    }

    /** Runs code from instruction {@code entry}. */
    public Run run(Executable code, int entry, Stage stage, long... arguments) {
        machine.kernel().clock(machine.now());
        last = recorder.run(stage, code, entry, arguments);
        return last;
    }

    /** Makes memory as it is now something that can be looked at. */
    public Run moment(Stage stage) {
        machine.kernel().clock(machine.now());
        last = recorder.moment(stage);
        return last;
    }
}
