package dev.xdpscope.engine.origin;

import dev.xdpscope.engine.call.CallbackHelper;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Step;
import dev.xdpscope.engine.run.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The forward walk: where a value goes, through one run or several after each other. Data only: neither what a pointer leads to
 * nor what a condition decides is followed, though comparing the value counts as using it.
 */
public final class EffectWalk {
    private static final FrameRegister RESULT = FrameRegister.of(0, 0);
    private static final int ARGUMENTS = 5;

    private final Recording recording;
    private final Position asked;
    private final Set<FrameRegister> registers = new HashSet<>();
    private final ByteSet bytes = new ByteSet();
    /** What the helper that calls a frame's function back was given, by that frame: the callback's arguments that hold. */
    private final Map<Integer, Set<Integer>> arguments = new HashMap<>();
    private final Set<Integer> insns = new HashSet<>();
    private final Set<Integer> atMoment = new HashSet<>();

    /**
     * A run from a position on.
     *
     * @param program the program as run
     * @param steps all steps from that position to the run's end
     */
    public record Stretch(Position from, Program program, List<Step> steps) {
        public Stretch {
            steps = List.copyOf(steps);
        }
    }

    private EffectWalk(Recording recording, Position asked) {
        this.recording = recording;
        this.asked = asked;
    }

    /**
     * Where the value that {@code location} holds at the beginning of the first stretch goes. Each further run starts with
     * registers of its own; memory stays.
     *
     * @param asked the position whose registers are asked about
     */
    public static ValueEffects of(Recording recording, List<Stretch> stretches, Location location, Position asked) {
        EffectWalk walk = new EffectWalk(recording, asked);
        switch (location) {
            case Location.Register r -> walk.registers.add(
                    FrameRegister.of(recording.at(stretches.getFirst().from()).frames().size(), r.number()));
            case Location.Bytes b -> walk.bytes.add(b);
        }
        for (Stretch stretch : stretches) {
            walk.forward(stretch);
            walk.registers.clear();
            walk.arguments.clear();
        }
        return new ValueEffects(walk.insns, walk.atMoment, Set.copyOf(walk.bytes.all()));
    }

    private void forward(Stretch stretch) {
        look(stretch.from());
        List<Step> steps = stretch.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            int depth = i + 1 < steps.size() ? steps.get(i + 1).depth() : recording.read(after(step), Machine::depth);
            forward(stretch.program(), step, depth);
            look(after(step));
        }
    }

    private static Position after(Step step) {
        return new Position(step.position().run(), step.position().step() + 1);
    }

    private void look(Position at) {
        if (at.equals(asked)) {
            int depth = recording.read(at, Machine::depth);
            IntStream.rangeClosed(0, FrameRegister.FRAME_POINTER)
                    .filter(r -> registers.contains(FrameRegister.of(depth, r)))
                    .forEach(atMoment::add);
        }
    }

    private void forward(Program program, Step step, int depthAfter) {
        if (step.insn() >= program.code().size()) {
            return;
        }
        Insn insn = program.code().get(step.insn());
        if (depthAfter > step.depth()) {
            entered(insn, step);
        } else if (insn instanceof Insn.Exit) {
            if (depthAfter < step.depth()) {
                left(program, step);
            } else if (step.depth() > 0) {
                calledAgain(step);
            }
        } else {
            made(insn, step, Flow.of(program, step));
        }
    }

    private void made(Insn insn, Step step, List<Flow> flows) {
        if (compares(insn) && Registers.read(insn).stream().anyMatch(r -> holds(step, r))) {
            insns.add(step.insn());
        }
        List<Runnable> then = new ArrayList<>();
        for (Flow flow : flows) {
            boolean holds = flow.registers().stream().anyMatch(r -> holds(step, r))
                    || flow.bytes().stream().anyMatch(bytes::containsAny);
            if (holds) {
                insns.add(step.insn());
            }
            // Everything is made of what was there before the step.
            List<Long> copied = flow.copy() ? bytes.among(flow.bytes().getFirst()) : List.of();
            then.add(() -> set(flow, step, holds, copied));
        }
        then.forEach(Runnable::run);
    }

    private void set(Flow flow, Step step, boolean holds, List<Long> copied) {
        switch (flow.to()) {
            case Location.Register r -> set(FrameRegister.of(step.depth(), r.number()), holds);
            case Location.Bytes to -> {
                bytes.remove(to);
                if (flow.copy()) {
                    copied.forEach(at -> bytes.add(to.address() + at - flow.bytes().getFirst().address()));
                } else if (holds) {
                    bytes.add(to);
                }
            }
        }
    }

    /** Jumps use values without making any. */
    private static boolean compares(Insn insn) {
        return insn instanceof Insn.Jump;
    }

    /**
     * A callee begins with the registers of its caller, except for a frame pointer of its own; one that a helper calls, with
     * other arguments.
     */
    private void entered(Insn insn, Step call) {
        int callee = call.depth() + 1;
        CallbackHelper.calledBy(insn).ifPresent(helper -> {
            arguments.put(callee, IntStream.rangeClosed(1, ARGUMENTS).filter(argument -> {
                OptionalInt passed = helper.passed(argument);
                return passed.isPresent() && holds(call, passed.getAsInt());
            }).boxed().collect(Collectors.toSet()));
            calledBack(call, callee);
        });
        begin(callee);
    }

    /** A function's result is its caller's r0; that of a helper which has called back for the last time is of its own making. */
    private void left(Program program, Step exit) {
        int call = recording.read(after(exit), Machine::pc) - 1;
        if (CallbackHelper.calledBy(program.code().get(call)).isPresent()) {
            registers.remove(RESULT);
        }
        registers.removeIf(slot -> slot.depth() == exit.depth());
        arguments.remove(exit.depth());
    }

    /** An exit that does not lead to a caller leads to a helper that calls back once more, with what it was given. */
    private void calledAgain(Step exit) {
        calledBack(exit, exit.depth());
        begin(exit.depth());
    }

    private void calledBack(Step step, int callee) {
        Set<Integer> held = arguments.getOrDefault(callee, Set.of());
        IntStream.rangeClosed(1, ARGUMENTS).forEach(r -> set(FrameRegister.of(callee, r), held.contains(r)));
        // The key that a helper makes for the callback.
        step.accesses().stream().filter(MemoryAccess::write)
                .forEach(a -> bytes.remove(new Location.Bytes(a.address(), a.size())));
    }

    private void begin(int callee) {
        IntStream.rangeClosed(0, FrameRegister.FRAME_POINTER).filter(FrameRegister::kept)
                .forEach(r -> set(FrameRegister.of(callee, r), registers.contains(FrameRegister.of(callee - 1, r))));
        registers.remove(FrameRegister.of(callee, FrameRegister.FRAME_POINTER));
    }

    private void set(FrameRegister slot, boolean holds) {
        if (holds) {
            registers.add(slot);
        } else {
            registers.remove(slot);
        }
    }

    private boolean holds(Step step, int register) {
        return registers.contains(FrameRegister.of(step.depth(), register));
    }
}
