package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.packet.Frame;
import dev.xdpscope.engine.program.Line;
import dev.xdpscope.engine.record.RegisterChange;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trace for people: the C line where it changes, then each instruction with what it changed. */
final class TraceText implements TraceWalk.Listener {
    private static final String INDENT = "  ";
    private static final int COORDINATE = 10;
    private static final int INSTRUCTION = 42;

    private final Terminal terminal;
    private Optional<Line> line = Optional.empty();

    TraceText(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run(PacketResult packet, Run run) {
        line = Optional.empty();
        terminal.line(terminal.styled(Style.HEADER, "packet " + packet.index() + ", " + run.stage()) + "  "
                + Frame.parse(packet.packet().bytes()).summary());
    }

    @Override
    public void step(TraceStep step) {
        if (step.line().isPresent() && !SourceLine.same(step.line(), line)) {
            line = step.line();
            Line now = line.get();
            terminal.line(INDENT + terminal.styled(Style.DIM, now.file() + ":" + now.line() + "  "
                    + now.text().strip()));
        }
        String coordinate = "%-" + COORDINATE + "s";
        String text = "  ".repeat(step.step().depth()) + step.text();
        List<String> changes = changes(step);
        terminal.line((INDENT + terminal.styled(Style.PLACE, coordinate.formatted(step.coordinate())) + " "
                + pad(text, changes.isEmpty()) + (changes.isEmpty() ? "" : "  " + changes.getFirst())).stripTrailing());
        changes.stream().skip(1)
                .forEach(c -> terminal.line(" ".repeat(INDENT.length() + COORDINATE + 1 + INSTRUCTION + 2) + c));
    }

    private static String pad(String text, boolean last) {
        return last || text.length() >= INSTRUCTION ? text : text + " ".repeat(INSTRUCTION - text.length());
    }

    private List<String> changes(TraceStep step) {
        List<String> changes = new ArrayList<>();
        for (RegisterChange r : step.step().registers()) {
            String names = step.accesses().size() != 1 || step.accesses().getFirst().write() ? ""
                    : "  ← " + String.join(", ", step.accesses().getFirst().names());
            changes.add(terminal.styled(Style.CHANGED, "r%d %s → %s".formatted(r.register(),
                    step.addresses().text(r.before()), step.addresses().text(r.after())))
                    + terminal.styled(Style.DIM, names));
        }
        step.accesses().stream().filter(TraceStep.NamedAccess::write)
                .forEach(a -> changes.add(terminal.styled(Style.CHANGED, written(a))));
        return changes;
    }

    private static String written(TraceStep.NamedAccess access) {
        String before = JsonNodes.hex(access.before());
        String after = JsonNodes.hex(access.after());
        return String.join(", ", access.names()) + " "
                + (before.equals(after) ? "= " + after : before + " → " + after);
    }

    @Override
    public void end(PacketResult packet, Run run) {
        terminal.line(INDENT + terminal.styled(Style.HEADER, switch (run.outcome()) {
            case Outcome.Faulted f -> "fault at " + f.fault().toString();
            case Outcome.Returned r when run.steps() == 0 -> "memory as it is then";
            case Outcome.Returned r -> "end: r0 = " + Long.toUnsignedString(r.r0()) + verdict(packet, run);
        }));
    }

    private static String verdict(PacketResult packet, Run run) {
        return run.index() == packet.program().index() ? ", " + packet.verdict()
                : packet.ran(run.index()).map(r -> ", " + r.verdict()).orElse("");
    }
}
