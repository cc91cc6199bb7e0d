package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.Access;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The backward walk within one run, at byte grain for memory and whole registers. */
public final class OriginWalk {
    private final Program program;
    private final Set<Slot> registers = new LinkedHashSet<>();
    private final TreeSet<Long> bytes = new TreeSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<Source> sources = new LinkedHashSet<>();

    /** A register that is looked for. r6 to r9 belong to a call frame, r0 to r5 (depth -1) to whoever runs. */
    private record Slot(int depth, int register) {
        static Slot of(int depth, int register) {
            return new Slot(register >= 6 ? depth : -1, register);
        }
    }

    private OriginWalk(Program program) {
        this.program = program;
    }

    /**
     * Where the value of {@code location} at {@code position} came from, back to the beginning of the run.
     *
     * @param program the program as run
     */
    public static ValueOrigin of(Recording recording, Program program, Position position, Location location) {
        OriginWalk walk = new OriginWalk(program);
        walk.want(recording.at(position).frames().size(), location);
        long to = position.step();
        while (to > 0 && walk.wanting()) {
            long from = Math.max(0, to - Recorder.INTERVAL);
            List<Step> stretch = recording.steps(position.run(), from, to);
            for (int i = stretch.size() - 1; i >= 0 && walk.wanting(); i--) {
                walk.back(stretch.get(i));
            }
            to = from;
        }
        return walk.answer();
    }

    private void want(int depth, Location location) {
        switch (location) {
            case Location.Register r -> registers.add(Slot.of(depth, r.number()));
            case Location.Bytes b -> want(b.address(), b.length());
        }
    }

    private void want(long address, int length) {
        for (int i = 0; i < length; i++) {
            bytes.add(address + i);
        }
    }

    private boolean wanting() {
        return !registers.isEmpty() || !bytes.isEmpty();
    }

    private void back(Step step) {
        Insn insn = program.code().get(step.insn());
        boolean register = false;
        for (int r : Registers.written(insn)) {
            // A call of BPF code gives r0 at the callee's exit, not here.
            register |= !enters(insn, step) && registers.remove(Slot.of(step.depth(), r));
        }
        boolean memory = false;
        for (Access access : step.accesses()) {
            memory |= access.write() && bytes.removeAll(among(access));
        }
        if (register || memory) {
            steps.add(step);
            explain(insn, step, register, memory);
        }
    }

    private boolean enters(Insn insn, Step step) {
        return insn instanceof Insn.CallLocal || insn instanceof Insn.CallRegister
                || insn instanceof Insn.CallKfunc && step.registers().stream().anyMatch(c -> c.register() == 10);
    }

    /** The wanted bytes that {@code access} covers. */
    private List<Long> among(Access access) {
        return List.copyOf(bytes.subSet(access.address(), access.address() + access.size()));
    }

    private void explain(Insn insn, Step step, boolean register, boolean memory) {
        switch (insn) {
            case Insn.LoadImm64 l -> sources.add(new Source.Constant(step.insn(), changed(step, l.dst())));
            case Insn.Alu a when a.op() == Insn.AluOp.MOV && a.src() instanceof Operand.Imm imm ->
                sources.add(new Source.Constant(step.insn(), imm.value()));
            case Insn.Store s when s.src() instanceof Operand.Imm imm ->
                sources.add(new Source.Constant(step.insn(), imm.value()));
            case Insn.Store s -> wantRegister(step, ((Operand.Reg) s.src()).number());
            case Insn.Load l -> wantReads(step);
            case Insn.LoadAcquire l -> wantReads(step);
            case Insn.LoadPacket l -> wantReads(step);
            case Insn.StoreRelease s -> wantRegister(step, s.src());
            case Insn.Atomic a -> {
                wantReads(step);
                if (memory) {
                    wantRegister(step, a.src());
                }
            }
            case Insn.CallHelper c -> call(step, "helper " + c.id());
            case Insn.CallKfunc c -> call(step, program.kfuncs().get(c.id()).name());
            default -> Registers.read(insn).forEach(r -> wantRegister(step, r));
        }
    }

    /** A helper's result depends on what it read, and otherwise on the helper itself. */
    private void call(Step step, String name) {
        boolean read = step.accesses().stream().anyMatch(a -> !a.write());
        if (read) {
            wantReads(step);
        }
        sources.add(new Source.Call(step.insn(), name));
    }

    private void wantReads(Step step) {
        step.accesses().stream().filter(a -> !a.write()).forEach(a -> want(a.address(), a.size()));
    }

    private void wantRegister(Step step, int register) {
        registers.add(Slot.of(step.depth(), register));
    }

    private static long changed(Step step, int register) {
        return step.registers().stream().filter(c -> c.register() == register).findFirst().orElseThrow().after();
    }

    private ValueOrigin answer() {
        for (Slot slot : registers) {
            sources.add(new Source.Argument(slot.register()));
        }
        Long start = null;
        long previous = 0;
        for (long at : bytes) {
            if (start == null) {
                start = at;
            } else if (at != previous + 1) {
                sources.add(new Source.Memory(start, (int) (previous - start + 1)));
                start = at;
            }
            previous = at;
        }
        if (start != null) {
            sources.add(new Source.Memory(start, (int) (previous - start + 1)));
        }
        return new ValueOrigin(steps, List.copyOf(sources));
    }
}
