package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.Journey.Condition;
import dev.xdpscope.drivers.lab.Coordinate;
import dev.xdpscope.drivers.lab.Hint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The threads of hints, and the timeline. */
class JourneyTest {
    private static List<Condition> thread(Path sample, int packet, Hint hint) {
        Session session = Samples.session(sample);
        session.seek(Coordinate.parse(packet + ":0"));
        Moment m = session.moment().orElseThrow();
        Journey journey = JourneyModel.of(m, session.traces().orElseThrow(), new HintFields(m.recording().setup()));
        assertEquals(5, journey.stops().size());
        return journey.threads().stream().filter(t -> t.hint() == hint).findFirst().orElseThrow().links().stream()
                .map(Journey.Link::condition).toList();
    }

    @Test
    void askedHintGoesAllTheWay() {
        assertEquals(List.of(Condition.THERE, Condition.THERE, Condition.THERE, Condition.THERE, Condition.THERE),
                thread(Samples.UNROLLED, 40, Hint.RX_HASH));
        assertEquals(List.of(Condition.THERE, Condition.THERE, Condition.THERE, Condition.THERE, Condition.THERE),
                thread(Samples.CALLED, 40, Hint.RX_VLAN_TAG));
    }

    @Test
    void whatNeverWasIsNotLost() {
        assertTrue(thread(Samples.UNROLLED, 2, Hint.RX_VLAN_TAG).stream().allMatch(c -> c == Condition.GONE));
    }

    @Test
    void hintNobodyAsksForIsUnusedButReachesTheStack() {
        assertEquals(List.of(Condition.THERE, Condition.THERE, Condition.UNUSED, Condition.UNUSED, Condition.THERE),
                thread(Samples.COUNTING, 2, Hint.RX_HASH));
    }

    @Test
    void rawReadCountsAsUse() {
        assertEquals(Condition.THERE, thread(Samples.RAW, 2, Hint.RX_HASH).get(2));
        assertEquals(Condition.UNUSED, thread(Samples.RAW, 2, Hint.RX_TIMESTAMP).get(2));
    }

    @Test
    void timelineMapsBothWays() {
        Session session = Samples.session(Samples.UNROLLED);
        TimelineModel timeline = new TimelineModel(session.recording().orElseThrow());
        for (var packet : timeline.packets()) {
            TimelineModel.Span span = timeline.packet(packet);
            for (long i = span.from(); i < span.to(); i++) {
                assertEquals(i, span.index(span.fraction(i)));
                assertEquals(packet, session.recording().orElseThrow().packet(timeline.position(i)));
            }
        }
        assertEquals(0, timeline.all().index(-3));
        assertEquals(timeline.all().to() - 1, timeline.all().index(2));
    }

    @Test
    void ticksAreWhereTheRegisterChanges() {
        Session session = Samples.session(Samples.UNROLLED);
        session.seek(Coordinate.parse("2:0"));
        Moment m = session.moment().orElseThrow();
        TimelineModel timeline = new TimelineModel(m.recording());
        List<Long> ticks = timeline.ticks(new Selection.Register(7), m.packet(), session.traces().orElseThrow());
        assertTrue(!ticks.isEmpty());
        for (long tick : ticks) {
            var after = timeline.position(tick);
            var before = new dev.xdpscope.engine.record.Position(after.run(), after.step() - 1);
            assertTrue(m.recording().at(after).register(7) != m.recording().at(before).register(7));
        }
    }
}
