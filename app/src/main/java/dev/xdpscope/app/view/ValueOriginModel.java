package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.SourceNames;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.origin.Location;
import dev.xdpscope.engine.origin.OriginWalk;
import dev.xdpscope.engine.origin.ValueOrigin;
import dev.xdpscope.engine.origin.ValueSource;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.RegisterChange;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.record.Step;
import java.util.List;
import java.util.Optional;

/** Where the selected value came from: the steps that made it, latest first, and what it was made of. */
public final class ValueOriginModel {
    /** A step of the walk: the moment after it is {@code at}. */
    public record Made(Position at, int insn, String did) {}

    /** What the value was made of in the end. */
    public record From(String name, String kind, Optional<Selection> target) {}

    /** The answer. */
    public record Answer(String question, List<Made> steps, List<From> sources) {}

    /** Steps that are listed: nobody reads more, and each costs a look at the recording. */
    private static final int MOST = 300;

    private ValueOriginModel() {}

    /** Whether there is a value whose origin can be asked for. */
    public static boolean hasValue(Selection selection) {
        return selection instanceof Selection.Register || selection instanceof Selection.Bytes;
    }

    /** The answer for {@code selection} at the moment {@code m}; empty if that has no value. */
    public static Optional<Answer> of(Selection selection, Moment m) {
        return switch (selection) {
            case Selection.None n -> Optional.empty();
            case Selection.Insns i -> Optional.empty();
            case Selection.Register r -> Optional.of(answer(selection, new Location.Register(r.number()), m.at(), m));
            case Selection.Bytes b -> Optional.of(answer(selection, new Location.Bytes(b.address(), b.length()),
                    seen(b, m), m));
        };
    }

    /** The sk_buff is looked at when it is complete. */
    private static Position seen(Selection.Bytes b, Moment m) {
        boolean skb = Memory.sameRegion(m.recording().addresses().skb(), b.address());
        return skb && !m.inSkbPath() ? m.packet().skbRun().map(r -> new Position(r.index(), r.steps())).orElse(m.at())
                : m.at();
    }

    private static Answer answer(Selection selection, Location where, Position seen, Moment m) {
        ValueOrigin origin = OriginWalk.of(m.recording().recording(), m.recording().program(seen), seen, where);
        List<Made> steps = origin.steps().stream().limit(MOST)
                .map(s -> new Made(new Position(s.position().run(), s.position().step() + 1), s.insn(), did(s, m)))
                .toList();
        SourceNames names = new SourceNames(m.recording().setup(), m.state()::region);
        String title = selection.title() + " at " + m.recording().coordinates().of(seen)
                + (origin.steps().size() > MOST
                        ? ", the latest " + MOST + " of " + Text.count(origin.steps().size(), "step")
                        : "");
        return new Answer(title, steps,
                origin.sources().stream().map(s -> from(s, names)).toList());
    }

    private static From from(ValueSource source, SourceNames names) {
        String name = names.of(List.of(source));
        return switch (source) {
            case ValueSource.Memory x -> new From(name, Text.count(x.length(), "byte"),
                    Optional.of(new Selection.Bytes(x.address(), x.length(), name)));
            case ValueSource.Constant c -> new From(name, "constant",
                    Optional.of(new Selection.Insns(List.of(c.insn()), name)));
            case ValueSource.Call c -> new From(name, "result of a call",
                    Optional.of(new Selection.Insns(List.of(c.insn()), name)));
            case ValueSource.Argument a -> new From(name, "argument", Optional.empty());
        };
    }

    private static String did(Step step, Moment m) {
        State after = m.recording().at(new Position(step.position().run(), step.position().step() + 1));
        Pointers pointers = new Pointers(m.recording(), after, m.context());
        String registers = String.join(", ", step.registers().stream().map(c -> register(c, pointers)).toList());
        String writes = String.join(", ", step.accesses().stream().filter(MemoryAccess::write)
                .map(a -> pointers.of(a.address()).orElse("?") + " = " + bytes(a.after())).toList());
        return registers.isEmpty() ? writes : writes.isEmpty() ? registers : registers + "; " + writes;
    }

    private static String register(RegisterChange change, Pointers pointers) {
        return "r" + change.register() + " = "
                + pointers.of(change.after()).orElseGet(() -> Text.register(change.after()));
    }

    private static String bytes(byte[] b) {
        return b.length <= 8 ? Text.number(Text.littleEndian(b)) : Text.hex(b);
    }
}
