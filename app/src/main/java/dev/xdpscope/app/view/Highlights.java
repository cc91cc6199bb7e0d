package dev.xdpscope.app.view;

import dev.xdpscope.engine.isa.Insn;
import dev.xdpscope.engine.isa.Registers;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.origin.EffectWalk;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.origin.ValueEffects;
import dev.xdpscope.engine.origin.ValueOrigin;
import dev.xdpscope.engine.origin.ValueSource;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.RegisterChange;
import dev.xdpscope.engine.record.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lights up in every lane for what is selected: itself, its causes and its effects. */
public final class Highlights {
    /** Nothing lights up. */
    public static final Highlights NONE = new Highlights();

    private final Map<Integer, Mark> insns = new HashMap<>();
    private final Map<Integer, Mark> registers = new HashMap<>();
    private final Map<Long, Mark> bytes = new HashMap<>();
    private Selection self = Selection.NONE;
    private Optional<String> leftOut = Optional.empty();

    private Highlights() {}

    /** What is related to {@code selection} at the moment {@code m}. */
    public static Highlights of(Selection selection, Moment m, Traces traces) {
        Highlights h = new Highlights();
        h.self = selection;
        switch (selection) {
            case Selection.None n -> {}
            case Selection.Insns i -> h.instructions(i, m, traces);
            case Selection.Register r -> h.value(r, new Location.Register(r.number()), m.at(), m.at(), m, traces);
            case Selection.Bytes b -> h.bytes(b, m, traces);
        }
        return h;
    }

    private void bytes(Selection.Bytes b, Moment m, Traces traces) {
        boolean skb = Memory.sameRegion(m.recording().addresses().skb(), b.address());
        boolean given = m.state().region(b.address()).filter(r -> r.spec().kind() == Region.Kind.DEVICE
                || r.spec().kind() == Region.Kind.CONTEXT || r.spec().kind() == Region.Kind.KERNEL && !skb).isPresent();
        Position seen = skb && !m.inSkbPath() ? m.packet().skbRun().map(r -> new Position(r.index(), r.steps()))
                .orElse(m.at()) : m.at();
        Position from = given ? new Position(m.packet().program().index(), 0) : seen;
        value(b, new Location.Bytes(b.address(), b.length()), seen, from, m, traces);
    }

    private void value(Selection what, Location where, Position seen, Position from, Moment m, Traces traces) {
        if (traces.tooLong(from.run()) || seen.step() > Traces.LONGEST) {
            leaveOut(seen.step() > Traces.LONGEST ? "causes and effects" : "effects");
        }
        if (seen.step() <= Traces.LONGEST) {
            causes(OriginWalk.of(m.recording().recording(), m.recording().program(seen), seen, where));
        }
        ValueEffects effects = EffectWalk.of(m.recording().recording(), stretches(from, m, traces), where, m.at());
        effects.insns().forEach(i -> insns.putIfAbsent(i, Mark.EFFECT));
        effects.registers().forEach(r -> registers.putIfAbsent(r, Mark.EFFECT));
        effects.bytes().forEach(b -> bytes.putIfAbsent(b, Mark.EFFECT));
        switch (what) {
            case Selection.Register r -> registers.put(r.number(), Mark.SELF);
            case Selection.Bytes b -> mark(b.address(), b.length(), Mark.SELF);
            case Selection.Insns i -> {}
            case Selection.None n -> {}
        }
    }

    /** The rest of the packet's runs; what is too long is left out. */
    private static List<EffectWalk.Stretch> stretches(Position from, Moment m, Traces traces) {
        List<EffectWalk.Stretch> stretches = new ArrayList<>();
        stretches.add(stretch(from, m, traces));
        m.packet().runs().stream().filter(r -> r.index() > from.run())
                .forEach(r -> stretches.add(stretch(new Position(r.index(), 0), m, traces)));
        return stretches;
    }

    private static EffectWalk.Stretch stretch(Position from, Moment m, Traces traces) {
        List<Step> steps = traces.steps(from.run()).map(s -> s.subList((int) from.step(), s.size())).orElse(List.of());
        return new EffectWalk.Stretch(from, m.recording().program(from), steps);
    }

    private void causes(ValueOrigin origin) {
        origin.steps().forEach(s -> insns.put(s.insn(), Mark.CAUSE));
        for (ValueSource source : origin.sources()) {
            switch (source) {
                case ValueSource.Memory memory -> mark(memory.address(), memory.length(), Mark.CAUSE);
                case ValueSource.Constant c -> insns.put(c.insn(), Mark.CAUSE);
                case ValueSource.Call c -> insns.put(c.insn(), Mark.CAUSE);
                case ValueSource.Argument a -> {}
            }
        }
    }

    private void mark(long address, int length, Mark mark) {
        for (int i = 0; i < length; i++) {
            bytes.put(address + i, mark);
        }
    }

    /** Of instructions: what their latest execution read and wrote. */
    private void instructions(Selection.Insns selected, Moment m, Traces traces) {
        selected.insns().forEach(i -> insns.put(i, Mark.SELF));
        if (traces.tooLong(m.at().run())) {
            leaveOut("causes and effects");
        }
        List<Step> steps = traces.steps(m.at().run()).orElse(List.of());
        for (int insn : selected.insns()) {
            latest(steps, insn, m.at().step()).ifPresent(step -> touched(step, m));
        }
    }

    private void leaveOut(String what) {
        leftOut = Optional.of(what + " are not searched in runs of over %,d steps".formatted(Traces.LONGEST));
    }

    private static Optional<Step> latest(List<Step> steps, int insn, long at) {
        Optional<Step> before = Optional.empty();
        for (Step step : steps) {
            if (step.insn() == insn) {
                if (step.position().step() > at) {
                    return before.or(() -> Optional.of(step));
                }
                before = Optional.of(step);
            }
        }
        return before;
    }

    private void touched(Step step, Moment m) {
        for (MemoryAccess access : step.accesses()) {
            mark(access.address(), access.size(), access.write() ? Mark.EFFECT : Mark.CAUSE);
        }
        boolean sameFrame = step.depth() == m.state().frames().size();
        Insn insn = m.program().code().get(step.insn());
        Registers.read(insn).stream().filter(r -> sameFrame || r < 6)
                .filter(r -> !Registers.isCall(insn))
                .forEach(r -> registers.put(r, Mark.CAUSE));
        for (RegisterChange change : step.registers()) {
            if (sameFrame || change.register() < 6) {
                registers.put(change.register(), Mark.EFFECT);
            }
        }
    }

    /** What was not looked for because a run is too long; empty if everything was. */
    public Optional<String> leftOut() {
        return leftOut;
    }

    public Optional<Mark> insn(int insn) {
        return Optional.ofNullable(insns.get(insn));
    }

    public Optional<Mark> register(int number) {
        return Optional.ofNullable(registers.get(number));
    }

    /** The strongest mark of any of the bytes: self, then cause, then effect. */
    public Optional<Mark> bytes(long address, int length) {
        Optional<Mark> found = Optional.empty();
        for (int i = 0; i < length; i++) {
            Mark mark = bytes.get(address + i);
            if (mark != null && (found.isEmpty() || mark.compareTo(found.get()) < 0)) {
                found = Optional.of(mark);
            }
        }
        return found;
    }

    /** The mark of something that can be selected. */
    public Optional<Mark> of(Selection target) {
        if (!(self instanceof Selection.None) && target.equals(self)) {
            return Optional.of(Mark.SELF);
        }
        return switch (target) {
            case Selection.None n -> Optional.empty();
            case Selection.Insns i -> i.insns().stream().flatMap(x -> insn(x).stream()).min(Mark::compareTo);
            case Selection.Register r -> register(r.number());
            case Selection.Bytes b -> sharesBytes(b) ? Optional.empty() : bytes(b.address(), b.length());
        };
    }

    /** Whether {@code other} is another field in the bits of the selected bytes: that alone relates them in no way. */
    private boolean sharesBytes(Selection.Bytes other) {
        return self instanceof Selection.Bytes b && b.address() == other.address() && b.length() == other.length();
    }
}
