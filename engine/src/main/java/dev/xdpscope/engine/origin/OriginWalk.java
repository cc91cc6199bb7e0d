package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.call.CallbackHelper;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recorder;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Step;
import dev.xdpscope.engine.run.Machine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The backward walk: where a value came from, within one run, at byte grain for memory and whole registers. */
public final class OriginWalk {
    /** In the place of an argument: what a helper made in memory. */
    private static final int MADE = 0;

    private static final int ARGUMENTS = 5;

    private static final FrameRegister RESULT = FrameRegister.of(0, 0);

    private final Recording recording;
    private final Program program;
    private final Set<FrameRegister> registers = new LinkedHashSet<>();
    /** Arguments of callbacks, by the frame of the callback: what the helper was given for them is looked for. */
    private final Set<FrameRegister> arguments = new LinkedHashSet<>();
    private final ByteSet bytes = new ByteSet();
    private final List<Step> steps = new ArrayList<>();
    private final Set<ValueSource> sources = new LinkedHashSet<>();
    /** Number of suspended callers after the step that is looked at next. */
    private int depthAfter;

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
            case Location.Register r -> registers.add(FrameRegister.of(depthAfter, r.number()));
            case Location.Bytes b -> bytes.add(b);
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
        explain(step);
    }

    /**
     * A callee begins with the registers of its caller, except for a frame pointer of its own; one that a helper calls, with
     * other arguments.
     */
    private void entered(Step call) {
        CallbackHelper.calledBy(program.code().get(call.insn())).ifPresent(helper -> calledBack(call, helper));
        for (int r = 0; r < FrameRegister.FRAME_POINTER; r++) {
            if (FrameRegister.kept(r) && registers.remove(FrameRegister.of(call.depth() + 1, r))) {
                registers.add(FrameRegister.of(call.depth(), r));
            }
        }
        if (registers.remove(FrameRegister.of(call.depth() + 1, FrameRegister.FRAME_POINTER))) {
            sources.add(new ValueSource.Argument(FrameRegister.FRAME_POINTER));
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
            arguments.add(new FrameRegister(depth, MADE));
        }
        for (int r = 1; r <= ARGUMENTS; r++) {
            if (registers.remove(new FrameRegister(-1, r))) {
                arguments.add(new FrameRegister(depth, r));
            }
        }
        for (int r = 0; r < FrameRegister.FRAME_POINTER; r++) {
            if (FrameRegister.kept(r) && registers.remove(FrameRegister.of(depth, r))) {
                registers.add(FrameRegister.of(depth - 1, r));
            }
        }
    }

    private void calledBack(Step call, CallbackHelper helper) {
        boolean made = madeKey(call) | arguments.remove(new FrameRegister(call.depth() + 1, MADE));
        for (int r = 1; r <= ARGUMENTS; r++) {
            boolean first = registers.remove(new FrameRegister(-1, r));
            if (arguments.remove(new FrameRegister(call.depth() + 1, r)) || first) {
                OptionalInt passed = helper.passed(r);
                passed.ifPresent(argument -> arguments.add(new FrameRegister(-1, argument)));
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
        boolean made = false;
        for (MemoryAccess access : step.accesses()) {
            made |= access.write() && !bytes.remove(new Location.Bytes(access.address(), access.size())).isEmpty();
        }
        return made;
    }

    /** In the place of each wanted value that the step made, what it was made of. */
    private void explain(Step step) {
        boolean made = false;
        Set<Integer> ofRegisters = new LinkedHashSet<>();
        ByteSet ofBytes = new ByteSet();
        // A later write hides an earlier one.
        for (Flow flow : Flow.of(program, step).reversed()) {
            switch (flow.to()) {
                case Location.Register r -> {
                    if (!registers.remove(FrameRegister.of(step.depth(), r.number()))) {
                        continue;
                    }
                    flow.bytes().forEach(ofBytes::add);
                }
                case Location.Bytes to -> {
                    List<Long> wanted = bytes.remove(to);
                    if (wanted.isEmpty()) {
                        continue;
                    }
                    if (flow.copy()) {
                        wanted.forEach(at -> ofBytes.add(flow.bytes().getFirst().address() + at - to.address()));
                    } else {
                        flow.bytes().forEach(ofBytes::add);
                    }
                }
            }
            made = true;
            ofRegisters.addAll(flow.registers());
            flow.source().ifPresent(sources::add);
        }
        if (made) {
            steps.add(step);
        }
        // Only now, for all of it is from before the step.
        ofRegisters.forEach(r -> registers.add(FrameRegister.of(step.depth(), r)));
        ofBytes.all().forEach(bytes::add);
    }

    private ValueOrigin answer() {
        for (FrameRegister slot : registers) {
            sources.add(new ValueSource.Argument(slot.register()));
        }
        Long start = null;
        long previous = 0;
        for (long at : bytes.all()) {
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
