package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.Coordinates;
import dev.xdpscope.drivers.lab.result.Navigator;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.record.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * What is open, where the reader is in it, what is selected, and what went wrong last. A problem never closes what is open.
 */
public final class Session {
    /** What listeners are told. */
    public enum Change {
        OPENED,
        MOVED,
        SELECTED,
        BREAKPOINTS,
        /** Of the problem, or of what became void. */
        PROBLEM
    }

    /** Everything that belongs to one recording. */
    private record Open(ScenarioRecording recording, List<String> programs, Navigator navigator,
            Coordinates coordinates,
            Traces traces) {
        static Open of(OpenedScenario opened) {
            ScenarioRecording r = opened.recording();
            return new Open(r, opened.programs(), new Navigator(r), r.coordinates(), new Traces(r));
        }
    }

    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private final Breakpoints breakpoints = new Breakpoints();
    private final History history = new History();
    private Optional<Open> open = Optional.empty();
    private Optional<Moment> moment = Optional.empty();
    private Selection selection = Selection.NONE;
    private Optional<ProblemException> problem = Optional.empty();
    private List<String> voided = List.of();

    /** Adds one who is told of changes after they were made. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    private void tell(Change change) {
        List.copyOf(listeners).forEach(l -> l.accept(change));
    }

    /** Runs a scenario and shows it; a problem is reported and changes nothing else. Returns whether it is open now. */
    public boolean open(Scenario scenario) {
        try {
            show(OpenedScenario.run(scenario));
            return true;
        } catch (ProblemException e) {
            report(e);
            return false;
        }
    }

    /** Shows what was run: at the same coordinate as before if it is the same program, else at its beginning. */
    public void show(OpenedScenario opened) {
        ScenarioRecording recording = opened.recording();
        Optional<Moment> was = moment.filter(m -> sameObject(m.recording(), recording));
        Open now = Open.of(opened);
        was.ifPresentOrElse(m -> breakpoints.carry(m.recording().program(), recording.program()), breakpoints::clear);
        open = Optional.of(now);
        history.clear();
        selection = Selection.NONE;
        problem = Optional.empty();
        voided = opened.voided();
        moment = was.flatMap(m -> NearestPosition.of(m.coordinate(), now.coordinates)).or(() -> now.navigator.first())
                .map(p -> Moment.of(recording, p, now.coordinates.of(p), Optional.empty()));
        tell(Change.OPENED);
        tell(Change.PROBLEM);
    }

    private static boolean sameObject(ScenarioRecording a, ScenarioRecording b) {
        return a.scenario().program().object().equals(b.scenario().program().object())
                && a.program().name().equals(b.program().name());
    }

    /** Says what went wrong; nothing else changes. */
    public void report(ProblemException e) {
        problem = Optional.of(e);
        tell(Change.PROBLEM);
    }

    /** The reader has seen the problem, and what became void. */
    public void dismiss() {
        problem = Optional.empty();
        voided = List.of();
        tell(Change.PROBLEM);
    }

    /** What went wrong last and was not dismissed. */
    public Optional<ProblemException> problem() {
        return problem;
    }

    /** What the change that made the open scenario made void of the one before, in words, until it is dismissed. */
    public List<String> voided() {
        return voided;
    }

    /** What is open. */
    public Optional<ScenarioRecording> recording() {
        return open.map(Open::recording);
    }

    /** Names of the XDP programs in the open object. */
    public List<String> programs() {
        return open.map(Open::programs).orElse(List.of());
    }

    /** What happened step by step in the runs that are looked at. */
    public Optional<Traces> traces() {
        return open.map(Open::traces);
    }

    /** Where the reader is; empty if nothing is open or the recording is empty. */
    public Optional<Moment> moment() {
        return moment;
    }

    /** Moves; returns false where there is nothing further in that direction. */
    public boolean go(Command command) {
        return open.isPresent() && moment.isPresent() && go(command, open.get(), moment.get().at());
    }

    private boolean go(Command command, Open o, Position from) {
        Optional<Position> to = switch (command) {
            case INTO -> o.navigator.into(from);
            case BACK -> o.navigator.back(from);
            case OVER -> o.navigator.over(from);
            case BACK_OVER -> o.navigator.backOver(from);
            case OUT -> o.navigator.out(from);
            case BACK_OUT -> BackOut.of(o.recording, o.navigator, from);
            case CONTINUE -> stops(o).after(from);
            case REVERSE_CONTINUE -> stops(o).before(from);
            case FIRST -> o.navigator.first();
            case LAST -> o.navigator.last();
            case NEXT_PACKET -> packet(1);
            case PREVIOUS_PACKET -> from.equals(start(moment.orElseThrow().packet())) ? packet(-1)
                    : Optional.of(start(moment.orElseThrow().packet()));
        };
        boolean jump = switch (command) {
            case INTO, BACK, OVER, BACK_OVER, OUT, BACK_OUT -> false;
            case CONTINUE, REVERSE_CONTINUE, FIRST, LAST, NEXT_PACKET, PREVIOUS_PACKET -> true;
        };
        boolean moved = to.filter(p -> !p.equals(from)).isPresent();
        if (moved) {
            if (jump) {
                history.leave(from);
            }
            move(to.get(), Optional.of(from));
        }
        return moved;
    }

    private Stops stops(Open o) {
        return new Stops(o.recording, o.navigator, breakpoints.all());
    }

    private static Position start(PacketResult packet) {
        return new Position(packet.program().index(), 0);
    }

    private Optional<Position> packet(int step) {
        Moment m = moment.orElseThrow();
        int at = m.recording().packets().indexOf(m.packet()) + step;
        return at < 0 || at >= m.recording().packets().size() ? Optional.empty()
                : Optional.of(start(m.recording().packets().get(at)));
    }

    /** Goes to a position. */
    public void seek(Position to) {
        moment.filter(m -> !m.at().equals(to)).ifPresent(m -> {
            history.leave(m.at());
            move(to, Optional.empty());
        });
    }

    /** Goes to a position while the reader drags: intermediate places are not remembered. */
    public void scrub(Position to) {
        if (moment.filter(m -> !m.at().equals(to)).isPresent()) {
            move(to, Optional.empty());
        }
    }

    /**
     * Goes to a coordinate.
     *
     * @throws ProblemException if the recording has no such moment
     */
    public void seek(Coordinate to) {
        open.ifPresent(o -> seek(o.coordinates.find(to)));
    }

    /** The coordinate of a position of the open recording. */
    public Optional<Coordinate> coordinate(Position at) {
        return open.map(o -> o.coordinates.of(at));
    }

    /** Back to where the reader jumped from. */
    public void backward() {
        moment.flatMap(m -> history.back(m.at())).ifPresent(p -> move(p, Optional.empty()));
    }

    /** The reverse of {@link #backward}. */
    public void forward() {
        moment.flatMap(m -> history.forward(m.at())).ifPresent(p -> move(p, Optional.empty()));
    }

    private void move(Position to, Optional<Position> from) {
        Open o = open.orElseThrow();
        moment = Optional.of(Moment.of(o.recording, to, o.coordinates.of(to), from));
        tell(Change.MOVED);
    }

    /** What is selected. */
    public Selection selection() {
        return selection;
    }

    /** Selects; selecting the same again selects nothing. */
    public void select(Selection what) {
        selection = what.equals(selection) ? Selection.NONE : what;
        tell(Change.SELECTED);
    }

    /** Indexes of instructions of the program as run. */
    public SortedSet<Integer> breakpoints() {
        return breakpoints.all();
    }

    /** Sets or removes a breakpoint; {@code insn} is an index in the program as run. */
    public void toggleBreakpoint(int insn) {
        breakpoints.toggle(insn);
        tell(Change.BREAKPOINTS);
    }

    /** Removes all breakpoints. */
    public void clearBreakpoints() {
        breakpoints.clear();
        tell(Change.BREAKPOINTS);
    }
}
