package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Hint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the three lanes show of the samples. */
class RowsTest {
    private static Moment at(Session session, String coordinate) {
        session.seek(Coordinate.parse(coordinate));
        return session.moment().orElseThrow();
    }

    private static ProgramRow.Code current(ProgramRows rows, Moment m) {
        // Revealing may unfold something: ask for the rows afterwards.
        int row = rows.reveal(m.state()).orElseThrow();
        return (ProgramRow.Code) rows.rows().get(row);
    }

    private static List<LaneRow> machine(Session session, String coordinate) {
        Moment m = at(session, coordinate);
        return MachineRows.of(m, session.traces().orElseThrow(), new HintFields(m.recording().setup()));
    }

    private static LaneRow.Value value(List<LaneRow> rows, String name) {
        return rows.stream().filter(LaneRow.Value.class::isInstance).map(LaneRow.Value.class::cast)
                .filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void expansionIsFoldedUnderItsCallUntilTheReaderIsInside() {
        Session session = Samples.session(Samples.UNROLLED);
        Moment call = at(session, "2:29");
        ProgramRows rows = new ProgramRows(call.recording().program());
        int folded = rows.rows().size();
        ProgramRow.Code header = current(rows, call);
        assertEquals(ProgramRow.Kind.EXPANSION, header.kind());
        assertTrue(rows.objectText(header).startsWith("call bpf_xdp_metadata_rx_hash"), rows.objectText(header));
        assertEquals(Optional.of(Hint.RX_HASH), header.hint());
        assertFalse(header.fold().orElseThrow().open());

        ProgramRow.Code step = current(rows, at(session, "2:29.3"));
        assertEquals(ProgramRow.Kind.STEP, step.kind());
        assertEquals(".3", step.label());
        assertEquals("", rows.objectText(step));
        assertEquals(folded + header.fold().get().size(), rows.rows().size());

        rows.foldAll(false);
        assertEquals(folded, rows.rows().size());
        assertEquals(rows.row(header.key()), rows.row(step.key()), "a folded step is shown by its call");
    }

    @Test
    void kfuncBodyIsFoldedUnderTheCallThatEntersIt() {
        Session session = Samples.session(Samples.CALLED);
        ProgramRows rows = new ProgramRows(session.recording().orElseThrow().program());
        ProgramRow.Code call = current(rows, at(session, "2:29"));
        assertTrue(call.fold().isPresent());
        session.go(Command.INTO);
        Moment inside = session.moment().orElseThrow();
        assertEquals("2:29.0", inside.coordinate().toString());
        ProgramRow.Code body = current(rows, inside);
        assertEquals(ProgramRow.Kind.BODY, body.kind());
        assertEquals(List.of(call.key().insn()), body.key().chain());
        assertTrue(body.line().orElseThrow().file().endsWith("hints.bpf.c"), "the driver's own C is shown");
    }

    @Test
    void whatAnExpansionCallsIsFoldedUnderItsStep() {
        Session session = Samples.session(Samples.file("hints-to-metadata/free-running.json"));
        ProgramRows rows = new ProgramRows(session.recording().orElseThrow().program());
        int folded = rows.rows().size();
        Moment inside = at(session, "2:22.6.3");
        ProgramRow.Code body = current(rows, inside);
        assertEquals(ProgramRow.Kind.BODY, body.kind());
        assertEquals(inside.state().pc(), body.key().insn());
        assertEquals(".3", body.label());
        assertTrue(body.why().contains("seqlock"), body.why());
        ProgramRow.Code step = current(rows, at(session, "2:22.6"));
        assertEquals(ProgramRow.Kind.STEP, step.kind());
        assertEquals("mlx5e_free_running_timestamp", step.fold().orElseThrow().title());
        assertTrue(step.fold().get().open());
        int open = rows.rows().size();
        rows.toggle(step);
        assertEquals(open - step.fold().get().size(), rows.rows().size());
        assertEquals(rows.row(step.key()), rows.row(body.key()), "a folded body is shown by its call");
        rows.foldAll(false);
        assertEquals(folded, rows.rows().size());

        session.seek(Coordinate.parse("2:22.6.3"));
        session.go(Command.BACK_OUT);
        assertEquals("2:22.6", session.moment().orElseThrow().coordinate().toString());
        session.go(Command.BACK_OUT);
        assertEquals("2:22.0", session.moment().orElseThrow().coordinate().toString());
    }

    @Test
    void scratchSlotsAreNamedWhereSomethingIsInThem() {
        Session session = Samples.session(Samples.file("hints-to-metadata/free-running.json"));
        assertEquals("fp-16", value(machine(session, "0:22.6"), "scratch.r2").value());
        assertTrue(machine(session, "0:22.5").stream().noneMatch(r -> r instanceof LaneRow.Value v
                && v.name().startsWith("scratch")));
    }

    @Test
    void rewritesStandBesideTheirOriginal() {
        Session session = Samples.session(Samples.UNROLLED);
        ProgramRows rows = new ProgramRows(session.recording().orElseThrow().program());
        ProgramRow.Code row = current(rows, at(session, "0:7"));
        assertEquals(ProgramRow.Kind.REWRITE, row.kind());
        assertEquals("r1 = *(u32 *)(r6 +0)", rows.objectText(row));
        assertEquals("r1 = *(u64 *)(r6 +0)", rows.runText(row));
        assertEquals("xdp_md->data", row.why());
    }

    @Test
    void everyExecutedInstructionHasARow() {
        for (Path sample : List.of(Samples.UNROLLED, Samples.CALLED, Samples.COUNTING, Samples.RAW,
                Samples.file("hints-to-metadata/free-running.json"),
                Samples.file("xdp-md-field/free-running.json"))) {
            Session session = Samples.session(sample);
            ProgramRows rows = new ProgramRows(session.recording().orElseThrow().program());
            session.go(Command.LAST);
            session.go(Command.PREVIOUS_PACKET);
            do {
                Moment m = session.moment().orElseThrow();
                assertEquals(m.state().pc(), current(rows, m).key().insn(), sample + " at " + m.coordinate());
            } while (session.go(Command.INTO));
        }
    }

    @Test
    void registersAreTypedAndChangesKeepTheOldValue() {
        List<LaneRow> rows = machine(Samples.session(Samples.UNROLLED), "2:22.6");
        assertEquals("mlx5e_xdp_buff", value(rows, "r1").value());
        assertEquals("fp-16", value(rows, "r2").value());
        assertEquals("cqe64 of slot 2", value(rows, "r3").value());
        assertEquals(Optional.of("1"), value(rows, "r3").before());
        assertEquals("-61 (-ENODATA)", value(rows, "r0").value());
    }

    @Test
    void metadataSaysWhereItCameFrom() {
        List<LaneRow> rows = machine(Samples.session(Samples.UNROLLED), "40:end");
        assertEquals("← cqe64.timestamp_h, cqe64.timestamp_l", value(rows, "+0").note());
        assertEquals("← cqe64.rss_hash_result", value(rows, "+8").note());
        assertEquals(Optional.of(Hint.RX_VLAN_TAG), value(rows, "+18").hint());
    }

    @Test
    void skbIsWhatItWillBeUntilItIsBuilt() {
        Session session = Samples.session(Samples.UNROLLED);
        LaneRow.Value before = value(machine(session, "2:0"), "hash");
        assertTrue(before.pale());
        LaneRow.Value empty = value(machine(session, "2:skb.0"), "hash");
        assertEquals("0", empty.value());
        LaneRow.Value built = value(machine(session, "2:skb.end"), "hash");
        assertEquals(before.value(), built.value());
        assertEquals("← cqe64.rss_hash_result", built.note());
    }

    @Test
    void aFaultIsExplainedAtTheInstructionThatCausedIt() {
        Session session = new Session();
        assertTrue(session.open(Scenario.of("mlx5", Samples.OVERRUN, Samples.file("captures/mixed.pcapng"))));
        List<LaneRow> rows = machine(session, "2:end");
        assertEquals("Fault", ((LaneRow.Title) rows.getFirst()).name());
        assertTrue(((LaneRow.Remark) rows.get(1)).text().startsWith("read of 1 byte"), rows.get(1).toString());
        Moment m = session.moment().orElseThrow();
        ProgramRow.Code row = current(new ProgramRows(m.recording().program()), m);
        assertEquals("1", row.label());
        assertTrue(row.line().orElseThrow().text().contains("data[90]"));
        assertEquals("fault", PacketRow.of(m.packet(), 0).verdict());
    }

    @Test
    void descriptorFieldsChangeFromPacketToPacket() {
        Session session = Samples.session(Samples.UNROLLED);
        Moment m = at(session, "3:0");
        DescriptorRows rows = new DescriptorRows(m, new HintFields(m.recording().setup()));
        LaneRow.Value hash = value(rows.rows(), "rss_hash_result");
        assertEquals("0x29a6d6b1", hash.value());
        assertEquals(Optional.of("0x2b7c9b1"), hash.before());
        assertEquals(Optional.of(Hint.RX_HASH), hash.hint());
        assertEquals(64, rows.cells().size());
        assertTrue(rows.cells().get(12).changed());
        assertEquals("rss_hash_result", rows.cells().get(12).fields());
    }

    @Test
    void whatTheNicWroteInFrontOfTheFrameIsShownLikeTheDescriptor() {
        Moment m = at(Samples.session(Samples.file("nics/igc.json")), "2:0");
        DescriptorRows rows = new DescriptorRows(m, new HintFields(m.recording().setup()));
        LaneRow.Value seconds = value(rows.rows(), "timer0_s");
        assertEquals(Optional.of(Hint.RX_TIMESTAMP), seconds.hint());
        assertEquals(16, rows.front().size());
        Selection.Bytes target = (Selection.Bytes) seconds.target().orElseThrow();
        long inMemory = m.state().number(target.address(), 4).orElseThrow();
        assertEquals(m.packet().packet().timestampNanos() / 1_000_000_000, inMemory);
        assertEquals(rows.front().get(12).value(), (byte) inMemory);
        assertTrue(new DescriptorRows(at(Samples.session(Samples.UNROLLED), "2:0"),
                new HintFields(Samples.unrolled().setup())).front().isEmpty());
    }

    @Test
    void aRedirectedPacketIsAnXdpFrameThatHasLostItsHints() {
        Session session = Samples.session(Samples.file("past-xdp/cpumap.json"));
        List<LaneRow> rows = machine(session, "0:redirect.end");
        assertEquals("xdp_frame", ((LaneRow.Title) rows.getFirst()).name());
        assertEquals("0x18 (24)", value(rows, "metasize").value());
        assertEquals(Optional.of(Hint.RX_HASH), value(rows, "rx_hash").hint());
        assertTrue(rows.stream().anyMatch(r -> r instanceof LaneRow.Remark x
                && x.text().startsWith("xdp_frame keeps neither")));
        session.go(Command.INTO);
        Moment next = session.moment().orElseThrow();
        assertEquals("0:cpumap.0", next.coordinate().toString());
        assertEquals("Registers", ((LaneRow.Title) machine(session, "0:cpumap.0").getFirst()).name());
        assertEquals(Optional.of(Hint.RX_TIMESTAMP), value(machine(session, "0:skb.end"), "skb.hwtstamp").hint());
    }

    @Test
    void whatHappensNextIsSaidWhereARunEnds() {
        List<LaneRow> sent = machine(Samples.session(Samples.file("past-xdp/devmap.json")), "2:devmap.end");
        assertTrue(((LaneRow.Remark) sent.get(1)).text().startsWith("sent by device 7"), sent.get(1).toString());
        assertEquals(Optional.of(Hint.RX_HASH),
                value(machine(Samples.session(Samples.file("export/store-cpu.json")), "2:skb.end"), "hash").hint());
    }

    @Test
    void anAfXdpConsumerSeesTheBytesInFrontOfThePacket() {
        for (String copied : List.of("past-xdp/xsk-copy.json", "past-xdp/xsk-zerocopy.json")) {
            Session session = Samples.session(Samples.file(copied));
            List<LaneRow> rows = machine(session, "2:af_xdp.end");
            LaneRow.Value first = value(rows, "−32");
            assertEquals(value(rows, "+0").value(), first.value(), "the program's first 8 bytes");
            Selection.Bytes target = (Selection.Bytes) first.target().orElseThrow();
            assertEquals(first.value(), "0x%016x".formatted(
                    session.moment().orElseThrow().state().number(target.address(), 8).orElseThrow()));
            assertTrue(value(rows, "csum | tx_timestamp").before().isPresent(), "the completion overwrites it");
        }
    }

    @Test
    void tcWorksOnTheSkbThatWasBuilt() {
        List<LaneRow> rows = machine(Samples.session(Samples.file("past-xdp/tc.json")), "2:tc.5");
        assertTrue(rows.contains(new LaneRow.Title("sk_buff", "as it was at 2:skb.end")));
        assertFalse(value(rows, "hash").pale());
    }

    @Test
    void reasonsAreBrokenIntoLinesBetweenWords() {
        String text = "one two three four";
        assertEquals(List.of("one two", "three", "four"), Text.lines(text, 8));
        assertEquals(List.of(text), Text.lines(text, 18));
        assertEquals(List.of("unbreakable", "x"), Text.lines("unbreakable x", 4));
    }
}
