package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.call.CallbackHelper;
import dev.xdpscope.engine.isa.HelperNames;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.RegisterChange;
import dev.xdpscope.engine.record.Step;
import dev.xdpscope.engine.run.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The backward walk within one run, at byte grain for memory and whole registers. */
public final class OriginWalk {
    /** In the place of an argument: what a helper made in memory. */
    private static final int MADE = 0;

    private static final int ARGUMENTS = 5;
    private static final int FRAME_POINTER = 10;

    private static final Slot RESULT = Slot.of(0, 0);

    private final Recording recording;
    private final Program program;
    private final Set<Slot> registers = new LinkedHashSet<>();
    /** Arguments of callbacks, by the frame of the callback: what the helper was given for them is looked for. */
    private final Set<Slot> arguments = new LinkedHashSet<>();
    private final TreeSet<Long> bytes = new TreeSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<ValueSource> sources = new LinkedHashSet<>();
    /** Number of suspended callers after the step that is looked at next. */
    private int depthAfter;

    /** A register that is looked for. r6 to r10 belong to a call frame, r0 to r5 (depth -1) to whoever runs. */
    private record Slot(int depth, int register) {
        static Slot of(int depth, int register) {
            return new Slot(register >= 6 ? depth : -1, register);
        }
    }

    private OriginWalk(Recording recording, Program program) {
        this.recording = recording;
        this.program = program;
    }

    /**
     * Where the value of {@code location} at {@code position} came from, back to the beginning of the run.
     *
     * @param program the program as run
     */
    public static ValueOrigin of(Recording recording, Program program, Position position, Location location) {
        OriginWalk walk = new OriginWalk(recording, program);
        walk.depthAfter = recording.at(position).frames().size();
        walk.want(location);
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

    private void want(Location location) {
        switch (location) {
            case Location.Register r -> registers.add(Slot.of(depthAfter, r.number()));
            case Location.Bytes b -> want(b.address(), b.length());
        }
    }

    private void want(long address, int length) {
        for (int i = 0; i < length; i++) {
            bytes.add(address + i);
        }
    }

    private boolean wanting() {
        return !registers.isEmpty() || !arguments.isEmpty() || !bytes.isEmpty();
    }

    private void back(Step step) {
        boolean entered = depthAfter > step.depth();
        boolean left = depthAfter < step.depth();
        depthAfter = step.depth();
        if (entered) {
            entered(step);
            return;
        }
        if (step.depth() > 0 && exits(step)) {
            if (left) {
                finished(step);
            } else {
                calledAgain(step);
            }
            return;
        }
        boolean register = false;
        for (RegisterChange change : step.registers()) {
            // Leaving a function gives the caller its own r6 to r10 again.
            register |= !(left && change.register() >= 6) && registers.remove(Slot.of(step.depth(), change.register()));
        }
        List<MemoryAccess> writes = step.accesses().stream().filter(a -> a.write() && !among(a).isEmpty()).toList();
        if (register || !writes.isEmpty()) {
            steps.add(step);
            explain(program.code().get(step.insn()), step, register, writes);
        }
    }

    /**
     * A callee begins with the registers of its caller, except for a frame pointer of its own; one that a helper calls, with
     * other arguments.
     */
    private void entered(Step call) {
        CallbackHelper.calledBy(program.code().get(call.insn())).ifPresent(helper -> calledBack(call, helper));
        for (int r = 6; r < 10; r++) {
            if (registers.remove(Slot.of(call.depth() + 1, r))) {
                registers.add(Slot.of(call.depth(), r));
            }
        }
        if (registers.remove(Slot.of(call.depth() + 1, FRAME_POINTER))) {
            sources.add(new ValueSource.Argument(FRAME_POINTER));
        }
    }

    /** A function's result is its caller's r0; that of a helper which has called back for the last time is of its own making. */
    private void finished(Step exit) {
        if (registers.contains(RESULT)) {
            int call = recording.read(after(exit), Machine::pc) - 1;
            CallbackHelper.calledBy(program.code().get(call)).ifPresent(helper -> {
                registers.remove(RESULT);
                steps.add(exit);
                sources.add(new ValueSource.Call(call, helper.helper()));
            });
        }
    }

    /** Running past the end of the program is a step too, of no instruction. */
    private boolean exits(Step step) {
        return step.insn() < program.code().size() && program.code().get(step.insn()) instanceof Insn.Exit;
    }

    private static Position after(Step step) {
        return new Position(step.position().run(), step.position().step() + 1);
    }

    /** An exit that does not lead to a caller leads to a helper that calls back once more, from what it was given in the beginning. */
    private void calledAgain(Step exit) {
        int depth = exit.depth();
        if (madeKey(exit)) {
            arguments.add(new Slot(depth, MADE));
        }
        for (int r = 1; r <= ARGUMENTS; r++) {
            if (registers.remove(new Slot(-1, r))) {
                arguments.add(new Slot(depth, r));
            }
        }
        for (int r = 6; r < FRAME_POINTER; r++) {
            if (registers.remove(Slot.of(depth, r))) {
                registers.add(Slot.of(depth - 1, r));
            }
        }
    }

    private void calledBack(Step call, CallbackHelper helper) {
        boolean made = madeKey(call) | arguments.remove(new Slot(call.depth() + 1, MADE));
        for (int r = 1; r <= ARGUMENTS; r++) {
            boolean first = registers.remove(new Slot(-1, r));
            if (arguments.remove(new Slot(call.depth() + 1, r)) || first) {
                OptionalInt passed = helper.passed(r);
                passed.ifPresent(argument -> arguments.add(new Slot(-1, argument)));
                made |= passed.isEmpty();
            }
        }
        // Only now, for an argument can be passed in the place of another.
        arguments.removeIf(slot -> slot.depth() < 0 && registers.add(slot));
        if (made) {
            steps.add(call);
            sources.add(new ValueSource.Call(call.insn(), helper.helper()));
        }
    }

    /** Whether the step wrote a key for the callback that is looked for. */
    private boolean madeKey(Step step) {
        return step.accesses().stream().filter(MemoryAccess::write).anyMatch(write -> bytes.removeAll(among(write)));
    }

    /** The wanted bytes that {@code access} covers. */
    private List<Long> among(MemoryAccess access) {
        return List.copyOf(bytes.subSet(access.address(), access.address() + access.size()));
    }

    private void explain(Insn insn, Step step, boolean register, List<MemoryAccess> writes) {
        if (insn instanceof Insn.CallHelper || insn instanceof Insn.CallKfunc) {
            call(insn, step, register, writes);
            return;
        }
        writes.forEach(w -> bytes.removeAll(among(w)));
        switch (insn) {
            case Insn.LoadImm64 l -> sources.add(new ValueSource.Constant(step.insn(), changed(step, l.dst())));
            case Insn.Alu a when a.op() == Insn.AluOp.MOV && a.src() instanceof Operand.Imm ->
                    sources.add(new ValueSource.Constant(step.insn(), changed(step, a.dst())));
            case Insn.Store s when s.src() instanceof Operand.Imm imm ->
                    sources.add(new ValueSource.Constant(step.insn(), imm.value()));
            case Insn.Store s -> wantRegister(step, ((Operand.Reg) s.src()).number());
            case Insn.Load l -> wantReads(step);
            case Insn.LoadAcquire l -> wantReads(step);
            case Insn.LoadPacket l -> loadedPacket(step);
            case Insn.StoreRelease s -> wantRegister(step, s.src());
            case Insn.Atomic a -> {
                if (register || a.op() != Insn.AtomicOp.XCHG) {
                    wantReads(step);
                }
                if (!writes.isEmpty()) {
                    wantRegister(step, a.src());
                }
            }
            default -> Registers.read(insn).forEach(r -> wantRegister(step, r));
        }
    }

    /** The first two reads of a legacy packet load are pointers in the context; out of bounds it gives 0. */
    private void loadedPacket(Step step) {
        if (step.accesses().size() > 2) {
            want(step.accesses().get(2).address(), step.accesses().get(2).size());
        } else {
            sources.add(new ValueSource.Constant(step.insn(), 0));
        }
    }

    /**
     * What a helper or native kfunc wrote is a copy of what it read last in the same length, if that has the same bytes.
     * Otherwise, like its result, it may depend on all that was read, and on the helper itself.
     */
    private void call(Insn insn, Step step, boolean register, List<MemoryAccess> writes) {
        boolean computed = register;
        Set<Long> copied = new TreeSet<>();
        // A later write hides an earlier one.
        for (MemoryAccess write : writes.reversed()) {
            List<Long> wanted = among(write);
            bytes.removeAll(wanted);
            Optional<MemoryAccess> read = copied(step, write);
            read.ifPresent(from -> wanted.forEach(at -> copied.add(from.address() + at - write.address())));
            computed |= read.isEmpty() && !wanted.isEmpty();
        }
        bytes.addAll(copied);
        if (computed) {
            wantReads(step);
            sources.add(new ValueSource.Call(step.insn(), insn instanceof Insn.CallHelper h
                    ? HelperNames.name(h.id()).orElse("helper " + h.id())
                    : program.kfuncs().get(((Insn.CallKfunc) insn).id()).name()));
        }
    }

    private static Optional<MemoryAccess> copied(Step step, MemoryAccess write) {
        return step.accesses().subList(0, step.accesses().indexOf(write)).reversed().stream()
                .filter(a -> !a.write() && a.size() == write.size()).findFirst()
                .filter(a -> Arrays.equals(a.before(), write.after()));
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
            sources.add(new ValueSource.Argument(slot.register()));
        }
        Long start = null;
        long previous = 0;
        for (long at : bytes) {
            if (start == null) {
                start = at;
            } else if (at != previous + 1) {
                sources.add(new ValueSource.Memory(start, (int) (previous - start + 1)));
                start = at;
            }
            previous = at;
        }
        if (start != null) {
            sources.add(new ValueSource.Memory(start, (int) (previous - start + 1)));
        }
        return new ValueOrigin(steps, List.copyOf(sources));
    }
}
