package dev.xdpscope.engine.record;

import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import java.util.List;
import java.util.function.Function;

/**
 * All runs of a scenario, to be read in any order. Reading never changes what was recorded; methods may be called from any
 * thread, one at a time.
 */
public final class Recording {
    private final Machine machine;
    private final List<Run> runs;
    /** Index of each run's first position among all positions, then their number. */
    private final long[] first;

    private int present = -1;

    Recording(Machine machine, List<Run> runs) {
        this.machine = machine;
        this.runs = List.copyOf(runs);
        this.first = new long[runs.size() + 1];
        for (int i = 0; i < runs.size(); i++) {
            first[i + 1] = first[i] + runs.get(i).steps() + 1;
        }
    }

    /** The runs in the order in which they were recorded; a run's index is its place here. */
    public List<Run> runs() {
        return runs;
    }

    /** Number of positions in all runs. */
    public long size() {
        return first[runs.size()];
    }

    /** The number of {@code position} among all positions, from 0. */
    public long index(Position position) {
        return first[position.run()] + position.step();
    }

    /** The position with number {@code index}. */
    public Position position(long index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("position " + index + " of " + size());
        }
        int at = java.util.Arrays.binarySearch(first, index);
        int run = at >= 0 ? at : -at - 2;
        return new Position(run, index - first[run]);
    }

    /** The state at {@code position}. */
    public synchronized State at(Position position) {
        seek(position);
        return new State(machine.snapshot(), machine.memory().regions());
    }

    /** What {@code reader} finds on the machine at {@code position}; it must not change anything. */
    public synchronized <T> T read(Position position, Function<Machine, T> reader) {
        seek(position);
        return reader.apply(machine);
    }

    /** What the steps {@code from} up to, not including, {@code to} of a run did. */
    public synchronized List<Step> steps(int run, long from, long to) {
        if (from >= to) {
            return List.of();
        }
        seek(new Position(run, from));
        return Tracer.trace(machine, run, Math.min(to, runs.get(run).steps()));
    }

    /** The way a run took through its program. */
    public synchronized RunPath path(int run) {
        int steps = (int) runs.get(run).steps();
        int[] insns = new int[steps];
        byte[] depths = new byte[steps];
        seek(new Position(run, 0));
        for (int i = 0; i < steps; i++) {
            insns[i] = machine.pc();
            depths[i] = (byte) machine.depth();
            Interpreter.run(machine, i + 1L);
        }
        return new RunPath(insns, depths);
    }

    private void seek(Position position) {
        Run run = runs.get(position.run());
        if (position.step() < 0 || position.step() > run.steps()) {
            throw new IndexOutOfBoundsException("step " + position.step() + " of a run of " + run.steps());
        }
        Checkpoint checkpoint = run.before(position.step());
        boolean ahead = present == position.run() && machine.steps() <= position.step()
                && machine.steps() >= checkpoint.step() && machine.outcome().isEmpty();
        if (!ahead) {
            machine.restore(checkpoint.state());
        }
        present = position.run();
        Interpreter.run(machine, position.step());
        if (position.step() == run.steps() && machine.outcome().isEmpty()
                && run.outcome() instanceof Outcome.Faulted faulted) {
            machine.fault(faulted.fault());
        }
    }
}
