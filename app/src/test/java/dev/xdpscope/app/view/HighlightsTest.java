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
    private final Session session = Samples.session(Samples.UNROLLED);

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
}
