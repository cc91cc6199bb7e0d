package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody meets who opens a program of their own: several in an object, faults, very long runs. */
class OwnProgramsTest {
    private static final Path RESOURCES = Path.of("src/test/resources/dev/xdpscope/app/view");
    private static final Path CAPTURE = Samples.file("captures/mixed.pcapng");

    private final Session session = new Session();

    private void open(Path object) {
        assertTrue(session.open(Scenario.of("mlx5", object, CAPTURE).with(Change.limit(4))));
    }

    private String at() {
        return session.moment().orElseThrow().coordinate().toString();
    }

    @Test
    void theFirstOfSeveralProgramsIsOpenedAndAnotherCanBeChosen() {
        open(RESOURCES.resolve("two_programs.bpf.o"));
        assertEquals(List.of("pass_all", "drop_long"), session.programs());
        assertEquals("pass_all", session.recording().orElseThrow().program().name());
        session.open(session.recording().orElseThrow().scenario().with(Change.program("drop_long")));
        assertEquals("drop_long", session.recording().orElseThrow().program().name());
        assertEquals(2, session.programs().size());
    }

    @Test
    void continuingStopsAtFaultsInBothDirections() {
        open(Samples.OVERRUN);
        session.go(Command.CONTINUE);
        assertEquals("0:end", at());
        FaultNote note = FaultNote.of(session.moment().orElseThrow()).orElseThrow();
        assertTrue(note.here());
        assertTrue(note.text().startsWith("fault at 0:1: read of 1 byte"), note.text());
        session.go(Command.CONTINUE);
        assertEquals("1:end", at());
        session.go(Command.REVERSE_CONTINUE);
        assertEquals("0:end", at());
        session.go(Command.REVERSE_CONTINUE);
        assertEquals("0:0", at());
        assertFalse(FaultNote.of(session.moment().orElseThrow()).orElseThrow().here());
    }

    @Test
    void whatLongRunsLeaveOutIsSaid() {
        open(RESOURCES.resolve("long_loop.bpf.o"));
        session.seek(Coordinate.parse("1:end"));
        Moment m = session.moment().orElseThrow();
        Traces traces = session.traces().orElseThrow();
        assertTrue(m.at().step() > 500_000);
        String left = Highlights.of(new Selection.Register(1), m, traces).leftOut().orElseThrow();
        assertTrue(left.contains("50,000"), left);
        List<LaneRow> rows = MachineRows.of(m, traces, new HintFields(m.recording().setup()));
        assertTrue(rows.stream().anyMatch(r -> r instanceof LaneRow.Remark k && k.text().contains("50,000")));
        assertFalse(rows.stream().anyMatch(r -> r instanceof LaneRow.Value v && v.note().equals("not written")));
        assertTrue(
                ValueOriginModel.of(new Selection.Register(1), m).orElseThrow().question().contains("the latest 300"));
    }

    @Test
    void whatShortRunsAnswerIsWhole() {
        open(RESOURCES.resolve("two_programs.bpf.o"));
        Moment m = session.moment().orElseThrow();
        assertEquals(Optional.empty(),
                Highlights.of(new Selection.Register(1), m, session.traces().orElseThrow()).leftOut());
        assertFalse(Reached.of(m, Optional.empty()).unknown());
    }

    @Test
    void aFunctionsNameIsShortenedInItsMiddle() {
        List<Tokens.Token> call = Tokens.assembly("call bpf_xdp_metadata_rx_timestamp#0");
        assertEquals("call bpf_…ata_rx_timestamp#0", text(Tokens.fit(call, 28)));
        assertEquals(call, Tokens.fit(call, 36));
        List<Tokens.Token> plain = Tokens.assembly("*(u64 *)(r10 -16) = r2");
        assertEquals(plain, Tokens.fit(plain, 5));
    }

    private static String text(List<Tokens.Token> line) {
        return String.join("", line.stream().map(Tokens.Token::text).toList());
    }
}
