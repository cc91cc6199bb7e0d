package dev.xdpscope.drivers.lab.result;

import dev.xdpscope.engine.program.Origin;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Recording;
import dev.xdpscope.engine.record.RunPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Where a debugger's commands lead, forwards and backwards. Positions are those of {@link Recording}; every command stays
 * where it is (empty) at the recording's end or beginning.
 */
public final class Navigator {
    private final ScenarioRecording scenario;
    private final Recording recording;
    private final Map<Integer, RunPath> paths = new HashMap<>();

    public Navigator(ScenarioRecording scenario) {
        this.scenario = scenario;
        this.recording = scenario.recording();
    }

    /** One instruction on, into calls and expansions. */
    public Optional<Position> into(Position from) {
        return at(recording.index(from) + 1);
    }

    /** One instruction back. */
    public Optional<Position> back(Position from) {
        return at(recording.index(from) - 1);
    }

    /** To the next instruction of the same level: past the whole of a call, and past the whole of an expansion. */
    public Optional<Position> over(Position from) {
        return walk(from, 1, here -> !deeper(here, from) && !sameExpansion(here, from));
    }

    /** The reverse of {@link #over}: to the instruction before, or the beginning of the expansion before. */
    public Optional<Position> backOver(Position from) {
        return walk(from, -1, here -> !deeper(here, from) && !sameExpansion(here, from)).map(this::beginning);
    }

    /** Out of the function, kfunc body or expansion. */
    public Optional<Position> out(Position from) {
        return expansion(from) >= 0 ? over(from) : walk(from, 1, here -> depth(here) < depth(from));
    }

    /** On to the next instruction (index in the program as run) that {@code breakpoint} accepts; else to the end. Breakpoints are in the scenario's own program. */
    public Optional<Position> forward(Position from, IntPredicate breakpoint) {
        Optional<Position> hit = scan(from, 1, breakpoint);
        return hit.isPresent() ? hit : last().filter(end -> !end.equals(from));
    }

    /** Back to the latest instruction that {@code breakpoint} accepts; else to the beginning. */
    public Optional<Position> backward(Position from, IntPredicate breakpoint) {
        Optional<Position> hit = scan(from, -1, breakpoint);
        return hit.isPresent() ? hit : first().filter(start -> !start.equals(from));
    }

    /** The recording's first position; empty if nothing was recorded. */
    public Optional<Position> first() {
        return at(0);
    }

    /** The recording's last position. */
    public Optional<Position> last() {
        return at(recording.size() - 1);
    }

    private Optional<Position> at(long index) {
        return index >= 0 && index < recording.size() ? Optional.of(recording.position(index)) : Optional.empty();
    }

    private Optional<Position> scan(Position from, int direction, IntPredicate breakpoint) {
        for (long i = recording.index(from) + direction; i >= 0 && i < recording.size(); i += direction) {
            Position here = recording.position(i);
            int insn = scenario.program(here) == scenario.program() ? insn(here) : -1;
            if (insn >= 0 && breakpoint.test(insn)) {
                return Optional.of(here);
            }
        }
        return Optional.empty();
    }

    /** The first position from here on, inside the run, that {@code stop} accepts; else the run's end or the next run. */
    private Optional<Position> walk(Position from, int direction, java.util.function.Predicate<Position> stop) {
        long steps = recording.runs().get(from.run()).steps();
        for (long s = from.step() + direction; s >= 0 && s <= steps; s += direction) {
            Position here = new Position(from.run(), s);
            if (s == steps || stop.test(here)) {
                return Optional.of(here);
            }
        }
        return at(recording.index(from) + (direction > 0 ? steps - from.step() + 1 : -from.step() - 1));
    }

    /** The first position of the expansion that {@code inside} is in. */
    private Position beginning(Position inside) {
        Position first = inside;
        Position before = inside;
        while (before.step() > 0 && expansion(inside) >= 0) {
            before = new Position(before.run(), before.step() - 1);
            if (sameExpansion(before, inside)) {
                first = before;
            } else if (!deeper(before, inside)) {
                break;
            }
        }
        return first;
    }

    private boolean deeper(Position here, Position than) {
        return depth(here) > depth(than);
    }

    private boolean sameExpansion(Position a, Position b) {
        return expansion(a) >= 0 && expansion(a) == expansion(b) && depth(a) == depth(b);
    }

    /** The instruction whose expansion or rewrite the position is in, or -1. */
    private int expansion(Position at) {
        int insn = insn(at);
        if (insn < 0) {
            return -1;
        }
        Origin origin = scenario.program(at).origins().get(insn);
        return origin.step() >= 0 ? origin.insn() : -1;
    }

    private int insn(Position at) {
        RunPath path = path(at.run());
        return at.step() < path.length() ? path.insns()[(int) at.step()] : -1;
    }

    private int depth(Position at) {
        RunPath path = path(at.run());
        return at.step() < path.length() ? path.depths()[(int) at.step()] : 0;
    }

    private RunPath path(int run) {
        return paths.computeIfAbsent(run, recording::path);
    }
}
