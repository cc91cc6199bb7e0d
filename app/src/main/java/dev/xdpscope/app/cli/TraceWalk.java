package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.result.Coordinates;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.SourceNames;
import dev.xdpscope.engine.isa.Disassembler;
import dev.xdpscope.engine.memory.Memory;
import dev.xdpscope.engine.memory.Region;
import dev.xdpscope.engine.program.Program;
import dev.xdpscope.engine.program.ProgramNames;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.Run;
import dev.xdpscope.engine.record.State;
import dev.xdpscope.engine.record.Step;
import java.util.Optional;
import java.util.Set;

/** Walks through a part of a recording. */
final class TraceWalk {
    /** What is told of the walk, in the order of time. */
    interface Listener {
        /** A run begins, or is entered in its middle. */
        void run(PacketResult packet, Run run);

        void step(TraceStep step);

        /** A run has ended: its last position is part of the walk. */
        void end(PacketResult packet, Run run);
    }

    /** Steps that are held in memory at a time. */
    private static final int CHUNK = 1024;

    private final ScenarioRecording recording;
    private final Coordinates coordinates;
    private final Terminal terminal;

    TraceWalk(ScenarioRecording recording, Terminal terminal) {
        this.recording = recording;
        this.coordinates = recording.coordinates();
        this.terminal = terminal;
    }

    void walk(TraceRange range, Listener listener) {
        Recording positions = recording.recording();
        long index = range.first();
        while (index <= range.last() && !terminal.closed()) {
            Position from = positions.position(index);
            Run run = positions.runs().get(from.run());
            long last = Math.min(run.steps(), from.step() + range.last() - index);
            PacketResult packet = recording.packet(from);
            listener.run(packet, run);
            steps(run, from.step(), Math.min(last + 1, run.steps()), listener);
            if (last == run.steps()) {
                listener.end(packet, run);
            }
            index += run.steps() - from.step() + 1;
        }
    }

    private void steps(Run run, long from, long to, Listener listener) {
        State state = recording.at(new Position(run.index(), 0));
        SourceNames memory = new SourceNames(recording.setup(), state::region);
        for (long at = from; at < to && !terminal.closed(); at += CHUNK) {
            recording.recording().steps(run.index(), at, Math.min(to, at + CHUNK))
                    .forEach(step -> listener.step(step(step, state, memory)));
        }
    }

    private TraceStep step(Step step, State state, SourceNames memory) {
        Program program = recording.program(step.position());
        int insn = step.insn();
        boolean inside = insn >= 0 && insn < program.code().size();
        return new TraceStep(coordinates.of(step.position()), step,
                inside ? Disassembler.text(program.code().get(insn), insn, new ProgramNames(program))
                        : "past the end of the program",
                program.line(insn), program.origins().get(Math.clamp(insn, 0, program.origins().size() - 1)),
                step.accesses().stream().map(a -> access(a, state, memory)).toList(), new Addresses(state::region));
    }

    private static TraceStep.NamedAccess access(MemoryAccess access, State state, SourceNames memory) {
        Optional<Region> region = state.region(access.address());
        String place = region.map(r -> Addresses.place(r, Memory.offset(access.address()))).orElse("nowhere");
        boolean stack = region.filter(r -> r.spec().kind() == Region.Kind.STACK).isPresent();
        return new TraceStep.NamedAccess(access.write(), access.address(), place,
                stack ? Set.of(place) : memory.of(access.address(), access.size()), access.before(), access.after());
    }
}
