package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.call.CallbackHelper;
import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Operand;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Step;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a value goes: the forward counterpart of the origin walk, over the rest of a packet's runs. Data only: neither what a
 * pointer leads to nor what a condition decides is followed, though comparing the value counts as using it.
 */
final class EffectWalk {
    /** A register of a call frame; r0 to r5 (depth -1) belong to whoever runs. */
    private record Slot(int depth, int register) {
        static Slot of(int depth, int register) {
            return new Slot(register >= 6 ? depth : -1, register);
        }
    }

    /**
     * What was found.
     *
     * @param insns instructions that use the value
     * @param registers registers that hold it at the moment asked about
     * @param bytes addresses of the bytes that hold it in the end
     */
    record Effects(Set<Integer> insns, Set<Integer> registers, TreeSet<Long> bytes) {}

    private final ScenarioRecording recording;
    private final Set<Slot> registers = new HashSet<>();
    private final TreeSet<Long> bytes = new TreeSet<>();
    private final Set<Integer> insns = new HashSet<>();
    private final Set<Integer> atMoment = new HashSet<>();

    private EffectWalk(ScenarioRecording recording) {
        this.recording = recording;
    }

    /**
     * @param from where the value is looked at first
     * @param now the moment whose registers are asked about
     */
    static Effects of(Traces traces, PacketResult packet, Position from, Moment now, Selection what) {
        ScenarioRecording recording = traces.recording();
        EffectWalk walk = new EffectWalk(recording);
        walk.start(what, recording.at(from).frames().size());
        walk.look(from, now);
        walk.run(traces, from, now);
        packet.runs().stream().filter(r -> r.index() > from.run()).forEach(r -> {
            // Each run starts with registers of its own; memory stays.
            walk.registers.clear();
            walk.look(new Position(r.index(), 0), now);
            walk.run(traces, new Position(r.index(), 0), now);
        });
        return new Effects(walk.insns, walk.atMoment, walk.bytes);
    }

    private void start(Selection what, int depth) {
        switch (what) {
            case Selection.Register r -> registers.add(Slot.of(depth, r.number()));
            case Selection.Bytes b -> add(b.address(), b.length());
            case Selection.Insns i -> {}
            case Selection.None n -> {}
        }
    }

    private void add(long address, int length) {
        for (int i = 0; i < length; i++) {
            bytes.add(address + i);
        }
    }

    private void run(Traces traces, Position from, Moment now) {
        traces.steps(from.run()).ifPresent(steps -> {
            for (Step step : steps.subList((int) from.step(), steps.size())) {
                forward(step);
                look(new Position(step.position().run(), step.position().step() + 1), now);
            }
        });
    }

    private void look(Position at, Moment now) {
        if (at.equals(now.at())) {
            int depth = now.state().frames().size();
            for (int r = 0; r <= 10; r++) {
                if (registers.contains(Slot.of(depth, r))) {
                    atMoment.add(r);
                }
            }
        }
    }

    private void forward(Step step) {
        Insn insn = recording.program(step.position()).code().get(step.insn());
        boolean from = switch (insn) {
            case Insn.Load l -> reads(step);
            case Insn.LoadAcquire l -> reads(step);
            case Insn.LoadPacket l -> reads(step);
            case Insn.Store s -> s.src() instanceof Operand.Reg r && holds(step, r.number());
            case Insn.StoreRelease s -> holds(step, s.src());
            case Insn.Atomic a -> reads(step) || holds(step, a.src());
            case Insn.CallHelper c -> reads(step);
            case Insn.CallKfunc c -> reads(step);
            case Insn.CallLocal c -> false;
            case Insn.CallRegister c -> false;
            case Insn.Exit e -> false;
            default -> Registers.read(insn).stream().anyMatch(r -> holds(step, r));
        };
        if (from) {
            insns.add(step.insn());
        }
        calledBack(insn, step);
        if (!enters(insn, step)) {
            Registers.written(insn).forEach(r -> set(Slot.of(step.depth(), r), from));
        }
        step.accesses().stream().filter(MemoryAccess::write).forEach(a -> {
            if (from) {
                add(a.address(), a.size());
            } else {
                bytes.removeAll(Set.copyOf(bytes.subSet(a.address(), a.address() + a.size())));
            }
        });
    }

    /** A helper gives the function that it calls back arguments of its own, and some of those that it was given. */
    private void calledBack(Insn insn, Step step) {
        if (insn instanceof Insn.Exit) {
            step.registers().stream().filter(c -> c.register() >= 1 && c.register() <= 5)
                    .forEach(c -> set(Slot.of(step.depth(), c.register()), false));
        } else if (enters(insn, step)) {
            CallbackHelper.calledBy(insn).ifPresent(helper -> {
                Set<Integer> held = IntStream.rangeClosed(1, 5).filter(argument -> {
                    OptionalInt passed = helper.passed(argument);
                    return passed.isPresent() && holds(step, passed.getAsInt());
                }).boxed().collect(Collectors.toSet());
                IntStream.rangeClosed(1, 5).forEach(r -> set(Slot.of(step.depth(), r), held.contains(r)));
            });
        }
    }

    private static boolean enters(Insn insn, Step step) {
        return insn instanceof Insn.CallLocal || insn instanceof Insn.CallRegister
                || (insn instanceof Insn.CallKfunc || insn instanceof Insn.CallHelper)
                        && step.registers().stream().anyMatch(c -> c.register() == 10);
    }

    private void set(Slot slot, boolean holds) {
        if (holds) {
            registers.add(slot);
        } else {
            registers.remove(slot);
        }
    }

    private boolean holds(Step step, int register) {
        return registers.contains(Slot.of(step.depth(), register));
    }

    private boolean reads(Step step) {
        return step.accesses().stream().filter(a -> !a.write())
                .anyMatch(a -> !bytes.subSet(a.address(), a.address() + a.size()).isEmpty());
    }
}
