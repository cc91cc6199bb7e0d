package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.record.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Moving, breakpoints, history, and problems that change nothing. */
class SessionTest {
    private final Session session = Samples.session(Samples.UNROLLED);

    private String at() {
        return session.moment().orElseThrow().coordinate().toString();
    }

    private void seek(String coordinate) {
        session.seek(Coordinate.parse(coordinate));
    }

    @Test
    void commandsMoveAndTurnRound() {
        seek("3:22");
        assertEquals("3:22.0", at());
        session.go(Command.INTO);
        assertEquals("3:22.1", at());
        session.go(Command.BACK);
        assertEquals("3:22.0", at());
        session.go(Command.OVER);
        assertEquals("3:23", at());
        session.go(Command.BACK_OVER);
        assertEquals("3:22.0", at());
        session.go(Command.INTO);
        session.go(Command.INTO);
        session.go(Command.BACK_OUT);
        assertEquals("3:22.0", at());
        session.go(Command.INTO);
        session.go(Command.OUT);
        assertEquals("3:23", at());
    }

    @Test
    void forwardThenBackShowsTheSameRegisters() {
        seek("5:0");
        List<List<Long>> seen = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            seen.add(registers());
            session.go(Command.INTO);
        }
        for (int i = 59; i >= 0; i--) {
            session.go(Command.BACK);
            assertEquals(seen.get(i), registers(), "after going back to step " + i);
        }
    }

    private List<Long> registers() {
        List<Long> all = new ArrayList<>();
        for (int r = 0; r <= 10; r++) {
            all.add(session.moment().orElseThrow().state().register(r));
        }
        return all;
    }

    @Test
    void continuesToBreakpointsInBothDirections() {
        seek("2:47");
        int insn = session.moment().orElseThrow().state().pc();
        session.toggleBreakpoint(insn);
        session.go(Command.FIRST);
        session.go(Command.CONTINUE);
        assertEquals("0:47", at());
        session.go(Command.CONTINUE);
        assertEquals("1:47", at());
        session.go(Command.REVERSE_CONTINUE);
        assertEquals("0:47", at());
        session.toggleBreakpoint(insn);
        session.go(Command.CONTINUE);
        assertFalse(session.go(Command.CONTINUE), "there is nothing after the end");
    }

    @Test
    void returnsToWhereTheReaderJumpedFrom() {
        seek("2:5");
        seek("7:30");
        session.backward();
        assertEquals("2:5", at());
        session.forward();
        assertEquals("7:30", at());
    }

    @Test
    void packetsAreSteppedThrough() {
        seek("4:20");
        session.go(Command.PREVIOUS_PACKET);
        assertEquals("4:0", at());
        session.go(Command.PREVIOUS_PACKET);
        assertEquals("3:0", at());
        session.go(Command.NEXT_PACKET);
        assertEquals("4:0", at());
    }

    @Test
    void whatAChangeMadeVoidIsToldUntilItIsDismissed() {
        Scenario free = ScenarioFile.read(Samples.file("hints-to-metadata/free-running.json"));
        session.show(OpenedScenario.run(Change.nic("ice").and(Change.limit(2)).apply(free)));
        assertEquals(List.of("left aside with the NIC mlx5: clock=free-running, rxhash=off"), session.voided());
        assertEquals("ice", session.recording().orElseThrow().setup().nic().name());
        session.dismiss();
        assertEquals(List.of(), session.voided());
        session.show(OpenedScenario.run(Change.nic("ice").and(Change.limit(2)).apply(free)));
        session.show(OpenedScenario.run(Change.limit(1).apply(free)));
        assertEquals(List.of(), session.voided(), "that was another change");
    }

    @Test
    void aProblemKeepsWhatIsOpen() {
        seek("4:20");
        List<Session.Change> told = new ArrayList<>();
        session.listen(told::add);
        Scenario broken = Scenario.of("mlx5", Path.of("no-such-program.o"), Path.of("no-such-capture.pcap"));
        assertFalse(session.open(broken));
        assertTrue(session.problem().orElseThrow().getMessage().contains("no-such-program.o"));
        assertEquals("4:20", at());
        assertEquals(List.of(Session.Change.PROBLEM), told);
        session.dismiss();
        assertTrue(session.problem().isEmpty());
    }

    @Test
    void anUnknownCoordinateMovesNothing() {
        seek("4:20");
        assertThrows(ProblemException.class, () -> seek("400:1"));
        assertThrows(ProblemException.class, () -> seek("4:9999"));
        assertEquals("4:20", at());
    }

    @Test
    void anotherDesignKeepsThePlaceAndTheBreakpoints() {
        seek("4:47");
        session.toggleBreakpoint(session.moment().orElseThrow().state().pc());
        Scenario scenario = session.recording().orElseThrow().scenario();
        assertTrue(session.open(scenario.with(Change.design(AccessDesign.KFUNC_CALL))));
        assertEquals("4:47", at());
        assertEquals(1, session.breakpoints().size());
        assertEquals(session.moment().orElseThrow().state().pc(), session.breakpoints().first());
    }

    @Test
    void oldValuesAreThoseBeforeTheMove() {
        seek("4:22");
        Position from = session.moment().orElseThrow().at();
        long before = session.moment().orElseThrow().state().register(0);
        session.go(Command.OVER);
        Moment now = session.moment().orElseThrow();
        assertTrue(now.at().step() > from.step() + 1);
        assertEquals(before, now.before().orElseThrow().register(0));
    }

    @Test
    void aBreakpointInsideAnExpansionMovesToTheCallThatItStandsFor() {
        seek("4:22.1");
        session.toggleBreakpoint(session.moment().orElseThrow().state().pc());
        seek("4:22.0");
        Scenario scenario = session.recording().orElseThrow().scenario();
        assertTrue(session.open(scenario.with(Change.design(AccessDesign.KFUNC_CALL))));
        seek("4:22");
        assertEquals(List.of(session.moment().orElseThrow().state().pc()), List.copyOf(session.breakpoints()));
    }

    @Test
    void continuingStopsAtEachFaultThatLiesAhead() {
        Session faulty = new Session();
        assertTrue(faulty.open(Scenario.of("mlx5", Samples.OVERRUN, Samples.file("captures/mixed.pcapng"))));
        ScenarioRecording recording = faulty.recording().orElseThrow();
        List<Position> faults = recording.packets().stream().filter(p -> p.fault().isPresent())
                .map(p -> new Position(p.program().index(), p.program().steps())).toList();
        assertTrue(faults.size() > 1);
        faulty.go(Command.FIRST);
        assertEquals(faults, stops(faulty, Command.CONTINUE).stream().filter(faults::contains).toList());
        faulty.go(Command.LAST);
        List<Position> back = stops(faulty, Command.REVERSE_CONTINUE);
        assertEquals(new Position(0, 0), back.getLast());
        assertTrue(faults.reversed().containsAll(back.subList(0, back.size() - 1)));

        int second = recording.packets().get(1).program().index();
        faulty.seek(new Position(second, 0));
        faulty.toggleBreakpoint(faulty.moment().orElseThrow().state().pc());
        faulty.go(Command.FIRST);
        List<Position> both = stops(faulty, Command.CONTINUE);
        assertTrue(both.contains(new Position(second, 0)));
        assertTrue(both.containsAll(faults));
        assertEquals(both.stream().sorted().toList(), both);
    }

    private static List<Position> stops(Session session, Command command) {
        List<Position> stops = new ArrayList<>();
        while (session.go(command)) {
            stops.add(session.moment().orElseThrow().at());
        }
        return stops;
    }
}
