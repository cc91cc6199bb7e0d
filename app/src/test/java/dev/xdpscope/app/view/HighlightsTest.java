package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.engine.program.Origin;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Selecting one thing lights up its causes and effects. */
class HighlightsTest {
    private Session session = Samples.session(Samples.UNROLLED);

    private Moment at(String coordinate) {
        session.seek(Coordinate.parse(coordinate));
        return session.moment().orElseThrow();
    }

    private Selection target(Moment m, String name) {
        HintFields hints = new HintFields(m.recording().setup());
        List<LaneRow> machine = MachineRows.of(m, session.traces().orElseThrow(), hints);
        return java.util.stream.Stream.concat(machine.stream(), new DescriptorRows(m, hints).rows().stream())
                .filter(LaneRow.Value.class::isInstance).map(LaneRow.Value.class::cast)
                .filter(v -> v.name().equals(name)).findFirst().flatMap(LaneRow.Value::target).orElseThrow();
    }

    private Highlights select(Moment m, Selection what) {
        return Highlights.of(what, m, session.traces().orElseThrow());
    }

    @Test
    void descriptorFieldLeadsToMetadataAndSkb() {
        Moment m = at("40:end");
        Highlights h = select(m, target(m, "rss_hash_result"));
        assertEquals(Optional.of(Mark.SELF), h.of(target(m, "rss_hash_result")));
        assertEquals(Optional.of(Mark.EFFECT), h.of(target(m, "+8")));
        assertEquals(Optional.of(Mark.EFFECT), h.of(target(m, "hash")));
        assertEquals(Optional.empty(), h.of(target(m, "+0")));
        assertEquals(Optional.empty(), h.of(target(m, "hwtstamp")));
    }

    @Test
    void skbFieldLeadsBackToTheDescriptor() {
        Moment m = at("40:0");
        Highlights h = select(m, target(m, "vlan_tci"));
        assertEquals(Optional.of(Mark.CAUSE), h.of(target(m, "vlan_info")));
        assertEquals(Optional.empty(), h.of(target(m, "rss_hash_result")));
    }

    @Test
    void metadataLeadsBackThroughTheExpansion() {
        Moment m = at("40:end");
        Highlights h = select(m, target(m, "+8"));
        assertEquals(Optional.of(Mark.CAUSE), h.of(target(m, "rss_hash_result")));
        List<Origin> origins = m.recording().program().origins();
        List<Integer> causes = IntStream.range(0, origins.size()).filter(i -> h.insn(i).isPresent()
                && h.insn(i).get() == Mark.CAUSE).mapToObj(i -> origins.get(i).insn()).distinct().toList();
        assertTrue(causes.containsAll(List.of(29, 49, 50)), "the expansion of 29, the load and the store: " + causes);
    }

    @Test
    void instructionLightsUpWhatItReadAndWrote() {
        Moment m = at("40:50");
        int store = m.state().pc();
        Highlights h = select(m, new Selection.Insns(List.of(store), "store"));
        assertEquals(Optional.of(Mark.SELF), h.insn(store));
        assertEquals(Optional.of(Mark.CAUSE), h.register(2));
        assertEquals(Optional.of(Mark.EFFECT), h.of(target(at("40:end"), "+8")));
    }

    @Test
    void valueOriginEndsInTheDescriptor() {
        Moment m = at("40:end");
        ValueOriginModel.Answer answer = ValueOriginModel.of(target(m, "+0"), m).orElseThrow();
        List<String> names = answer.sources().stream().map(ValueOriginModel.From::name).toList();
        assertTrue(String.join(" ", names).contains("cqe64.timestamp_h"), names.toString());
        assertTrue(answer.steps().size() > 3);
        assertTrue(ValueOriginModel.of(Selection.NONE, m).isEmpty());
    }

    /** Packet 29 of the program that counts in a subprogram: r7 and r8 wait in the caller while it runs. */
    @Test
    void valuesAreFollowedThroughASubprogram() {
        session = Samples.session(Samples.file("parse-and-count/scenario.json"));
        Moment call = at("29:57");
        assertEquals(Mark.EFFECT, fromRegister(call, 8, 62), "r8 is the caller's again behind the call");
        assertEquals(Mark.EFFECT, fromRegister(call, 7, 63), "as is r7, and what is computed of it");
        assertEquals(Mark.EFFECT, fromRegister(call, 2, 78), "the argument is moved in the callee");
        assertEquals(Mark.EFFECT, fromRegister(call, 1, 82), "a pointer to the caller's stack goes to the helper");
        assertEquals(Optional.empty(), select(call, new Selection.Register(2)).insn(row(call, 63)),
                "the argument ends in the callee");

        Moment loaded = at("29:60");
        Highlights h = select(loaded, new Selection.Register(1));
        assertEquals(Optional.of(Mark.CAUSE), h.insn(row(loaded, 38)),
                "what was stored before the call is loaded behind it");
    }

    private Mark fromRegister(Moment m, int register, int insn) {
        return select(m, new Selection.Register(register)).insn(row(m, insn)).orElse(null);
    }

    /** Index in the program as run of the object's instruction {@code insn}. */
    private static int row(Moment m, int insn) {
        List<Origin> origins = m.recording().program().origins();
        return IntStream.range(0, origins.size()).filter(i -> origins.get(i).insn() == insn).findFirst().orElseThrow();
    }
}
