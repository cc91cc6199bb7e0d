package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.Step;
import java.util.List;

/** All moments of a recording on a line, and those of one packet on another. */
public final class TimelineModel {
    /** A stretch of moments, {@code from} up to but not including {@code to}. */
    public record Span(long from, long to) {
        public long length() {
            return to - from;
        }

        /** How far along {@code index} is, 0 to 1; the middle of its moment. */
        public double fraction(long index) {
            return length() == 0 ? 0 : (index - from + 0.5) / length();
        }

        /** The moment at {@code fraction}, which may be outside 0 to 1. */
        public long index(double fraction) {
            return Math.clamp(from + (long) Math.floor(fraction * length()), from, Math.max(from, to - 1));
        }
    }

    /** Something that happened, at a moment. */
    public record Sign(long index, Event event) {}

    private final ScenarioRecording scenario;
    private final Recording recording;
    private final List<Sign> signs;

    public TimelineModel(ScenarioRecording scenario) {
        this.scenario = scenario;
        this.recording = scenario.recording();
        this.signs = scenario.events().stream().map(e -> new Sign(recording.index(e.at()), e)).toList();
    }

    public Span all() {
        return new Span(0, recording.size());
    }

    /** The moments of a packet: of all of its runs. */
    public Span packet(PacketResult packet) {
        int first = packet.program().index();
        int last = packet.last().index();
        return new Span(recording.index(new Position(first, 0)),
                recording.index(new Position(last, recording.runs().get(last).steps())) + 1);
    }

    public List<PacketResult> packets() {
        return scenario.packets();
    }

    /** What happened within {@code span}. */
    public List<Sign> signs(Span span) {
        return signs.stream().filter(s -> s.index() >= span.from() && s.index() < span.to()).toList();
    }

    public long index(Position position) {
        return recording.index(position);
    }

    public Position position(long index) {
        return recording.position(index);
    }

    /** The moments of a packet right after which the selected register or bytes have been written. */
    public List<Long> ticks(Selection selection, PacketResult packet, Traces traces) {
        return packet.runs().stream().map(Run::index)
                .flatMap(run -> traces.steps(run).orElse(List.of()).stream())
                .filter(step -> changes(step, selection))
                .map(step -> recording.index(step.position()) + 1).toList();
    }

    private static boolean changes(Step step, Selection selection) {
        return switch (selection) {
            case Selection.None n -> false;
            case Selection.Insns i -> i.insns().contains(step.insn());
            case Selection.Register r -> step.registers().stream().anyMatch(c -> c.register() == r.number()
                    && c.before() != c.after());
            case Selection.Bytes b -> step.accesses().stream().filter(MemoryAccess::write)
                    .anyMatch(a -> a.address() < b.address() + b.length() && b.address() < a.address() + a.size());
        };
    }
}
