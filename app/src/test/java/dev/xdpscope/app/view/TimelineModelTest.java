package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.TimelineModel.Span;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.engine.record.MemoryAccess;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Moments on a line. */
class TimelineModelTest {
    private final ScenarioRecording scenario = Samples.unrolled();
    private final TimelineModel model = new TimelineModel(scenario);

    @Test
    void fractionsAndMomentsLeadToEachOther() {
        Span span = new Span(10, 14);
        for (long index = 10; index < 14; index++) {
            assertEquals((index - 10) / 4.0 + 0.125, span.fraction(index));
            assertEquals(index, span.index(span.fraction(index)));
        }
        assertEquals(10, span.index(-3));
        assertEquals(13, span.index(1));
        assertEquals(13, span.index(7));
        assertEquals(0, new Span(5, 5).fraction(5));
        assertEquals(5, new Span(5, 5).index(0.5));
    }

    @Test
    void thePacketsFollowEachOtherOnTheWholeLine() {
        List<PacketResult> packets = model.packets();
        assertEquals(scenario.packets(), packets);
        assertEquals(new Span(0, scenario.recording().size()), model.all());
        long at = 0;
        for (PacketResult packet : packets) {
            Span span = model.packet(packet);
            assertEquals(at, span.from());
            assertEquals(new Position(packet.program().index(), 0), model.position(span.from()));
            assertEquals(packet.last().index(), model.position(span.to() - 1).run());
            at = span.to();
        }
        assertEquals(model.all().to(), at);
    }

    @Test
    void eachSignLiesInTheSpanOfOnePacket() {
        List<TimelineModel.Sign> all = model.signs(model.all());
        assertEquals(scenario.events().size(), all.size());
        assertEquals(all, model.packets().stream().flatMap(p -> model.signs(model.packet(p)).stream()).toList());
        for (TimelineModel.Sign sign : all) {
            assertEquals(model.index(sign.event().at()), sign.index());
            assertTrue(model.signs(new Span(sign.index(), sign.index() + 1)).contains(sign));
            assertFalse(model.signs(new Span(sign.index() - 1, sign.index())).contains(sign));
        }
    }

    /** A tick is the moment after a write of even one of the bytes. */
    @Test
    void ticksAreWhereTheSelectionWasWritten() {
        Traces traces = new Traces(scenario);
        PacketResult packet = model.packets().get(2);
        List<Step> steps = packet.runs().stream().flatMap(r -> traces.steps(r.index()).orElseThrow().stream()).toList();
        Step writer = steps.stream()
                .filter(s -> s.accesses().stream().filter(MemoryAccess::write).count() == 1).findFirst().orElseThrow();
        long moment = model.index(writer.position()) + 1;
        MemoryAccess write = writer.accesses().stream().filter(MemoryAccess::write).findFirst().orElseThrow();
        for (long at : new long[]{write.address(), write.address() + write.size() - 1}) {
            assertTrue(model.ticks(new Selection.Bytes(at, 1, ""), packet, traces).contains(moment));
        }
        for (long at : new long[]{write.address() - 1, write.address() + write.size()}) {
            assertFalse(model.ticks(new Selection.Bytes(at, 1, ""), packet, traces).contains(moment));
        }
        assertTrue(model.ticks(new Selection.Insns(List.of(writer.insn()), ""), packet, traces).contains(moment));
        assertEquals(List.of(), model.ticks(Selection.NONE, packet, traces));
        assertEquals(steps.stream().filter(s -> s.registers().stream()
                .anyMatch(c -> c.register() == 3 && c.before() != c.after()))
                .map(s -> model.index(s.position()) + 1).toList(),
                model.ticks(new Selection.Register(3), packet, traces));
    }
}
