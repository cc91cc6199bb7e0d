package dev.xdpscope.engine.record;

import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.memory.AccessLog;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.run.Interpreter;
import dev.xdpscope.engine.run.Machine;
import dev.xdpscope.engine.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Executes step by step and writes down what each did. */
final class Tracer implements AccessLog {
    private record Touched(boolean write, long address, byte[] before) {}

    private final Memory memory;
    private final List<Touched> touched = new ArrayList<>();
    private boolean quiet;

    private Tracer(Memory memory) {
        this.memory = memory;
    }

    /** The steps from the machine's present one up to, not including, {@code stop}. */
    static List<Step> trace(Machine machine, int run, long stop) {
        Tracer tracer = new Tracer(machine.memory());
        List<Step> steps = new ArrayList<>();
        machine.memory().log(tracer);
        try {
            while (machine.steps() < stop && machine.outcome().isEmpty()) {
                steps.add(tracer.step(machine, run));
            }
        } finally {
            machine.memory().log(null);
        }
        return steps;
    }

    private Step step(Machine m, int run) {
        touched.clear();
        Position at = new Position(run, m.steps());
        int pc = m.pc();
        int depth = m.depth();
        long[] before = registers(m);
        Interpreter.run(m, m.steps() + 1);
        return new Step(at, pc, depth, changes(m, pc, depth, before), accesses());
    }

    private static List<RegisterChange> changes(Machine m, int pc, int depth, long[] before) {
        Set<Integer> written = written(m, pc, depth);
        List<RegisterChange> changes = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            if (written.contains(i) || before[i] != m.register(i)) {
                changes.add(new RegisterChange(i, before[i], m.register(i)));
            }
        }
        return changes;
    }

    /** Registers that count as changed even if their value is the same again. */
    private static Set<Integer> written(Machine m, int pc, int depth) {
        boolean faulted = m.outcome().filter(o -> o instanceof Outcome.Faulted).isPresent();
        // A call that enters BPF code leaves its result to the callee.
        boolean entered = m.depth() > depth;
        return faulted || entered ? Set.of() : Registers.written(m.executable().program().code().get(pc));
    }

    private List<MemoryAccess> accesses() {
        List<MemoryAccess> accesses = new ArrayList<>(touched.size());
        for (Touched t : touched) {
            accesses.add(
                    new MemoryAccess(t.write, t.address, t.before,
                            t.write ? bytes(t.address, t.before.length) : t.before));
        }
        return accesses;
    }

    private static long[] registers(Machine m) {
        long[] all = new long[11];
        for (int i = 0; i < all.length; i++) {
            all[i] = m.register(i);
        }
        return all;
    }

    @Override
    public void read(long address, int size) {
        note(false, address, size);
    }

    @Override
    public void write(long address, int size) {
        note(true, address, size);
    }

    private void note(boolean write, long address, int size) {
        if (!quiet && memory.region(address).orElseThrow().spec().kind() != Region.Kind.HOST) {
            touched.add(new Touched(write, address, bytes(address, size)));
        }
    }

    /** The bytes without telling anyone that they were looked at. */
    private byte[] bytes(long address, int size) {
        quiet = true;
        try {
            return memory.region(address).orElseThrow().bytes(Memory.offset(address), size);
        } finally {
            quiet = false;
        }
    }
}
