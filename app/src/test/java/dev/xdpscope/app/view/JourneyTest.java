package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.app.view.Journey.Condition;
import dev.xdpscope.drivers.lab.result.Coordinate;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.record.Stage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The threads of hints, and the timeline. */
class JourneyTest {
    private static Journey journey(Path sample, int packet) {
        Session session = Samples.session(sample);
        session.seek(Coordinate.parse(packet + ":0"));
        Moment m = session.moment().orElseThrow();
        return JourneyModel.of(m, session.traces().orElseThrow(), new HintFields(m.recording().setup()));
    }

    private static List<Journey.Link> links(Journey journey, Hint hint) {
        return journey.threads().stream().filter(t -> t.hint() == hint).findFirst().orElseThrow().links();
    }

    private static List<Stage> stages(Journey journey) {
        return journey.stops().stream().skip(3).map(Journey.Stop::stage).toList();
    }

    private static List<Condition> thread(Path sample, int packet, Hint hint) {
        Journey journey = journey(sample, packet);
        assertEquals(5, journey.stops().size());
        return links(journey, hint).stream().map(Journey.Link::condition).toList();
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
    void aHintInFrontOfTheFrameIsFollowedToTheMetadata() {
        assertEquals(List.of(Condition.THERE, Condition.THERE, Condition.THERE, Condition.THERE, Condition.THERE),
                thread(Samples.file("nics/igc.json"), 2, Hint.RX_TIMESTAMP));
        Journey virtio = journey(Samples.file("header-in-front/scenario.json"), 2);
        assertTrue(links(virtio, Hint.RX_HASH).get(1).text().startsWith("hash_value"));
        assertEquals("stored in metadata", links(virtio, Hint.RX_HASH).get(3).text());
    }

    @Test
    void whatAKfuncOfAnotherGenerationGaveIsThere() {
        Journey registers = journey(Samples.file("nics/i40e.json"), 0);
        assertEquals(List.of("arrival", "not in the descriptor", "kfunc of another generation", "stored in metadata",
                "in metadata"), links(registers, Hint.RX_TIMESTAMP).stream().map(Journey.Link::text).toList());
        assertEquals(Condition.CUT, links(registers, Hint.RX_HASH).get(1).condition());
        assertEquals(Condition.THERE,
                links(journey(Samples.file("nics/bnxt-2022.json"), 2), Hint.RX_TIMESTAMP).get(2).condition());
    }

    @Test
    void theWayPastTheProgramHasItsStagesAndReasons() {
        Journey cpu = journey(Samples.file("past-xdp/cpumap.json"), 0);
        assertEquals(List.of(Stage.XDP, Stage.REDIRECT, Stage.SKB), stages(cpu));
        assertTrue(cpu.stops().get(4).text().contains("on_cpu XDP_PASS"), cpu.stops().get(4).text());
        assertEquals(Condition.THERE, links(cpu, Hint.RX_TIMESTAMP).get(5).condition());
        assertTrue(links(cpu, Hint.RX_TIMESTAMP).get(4).why().startsWith("rx_timestamp is lost: xdp_frame"));
        assertTrue(links(cpu, Hint.RX_TIMESTAMP).get(5).why().contains("skb.hwtstamp is lost"));
        assertEquals(List.of(Stage.XDP, Stage.SKB, Stage.TC), stages(journey(Samples.file("past-xdp/tc.json"), 2)));
        assertEquals(List.of(Stage.XDP, Stage.REDIRECT, Stage.AF_XDP),
                stages(journey(Samples.file("past-xdp/xsk-copy.json"), 2)));
        assertTrue(journey(Samples.file("past-xdp/gro.json"), 12).stops().getLast().text()
                .contains("GRO: not merged with packet 10"));
    }

    @Test
    void whatIsStoredForTheSkbSurvivesARedirect() {
        List<Journey.Link> kept = links(journey(Samples.file("export/store-cpu.json"), 2), Hint.RX_HASH);
        assertEquals(List.of("stored for the sk_buff", "stored for the sk_buff"),
                kept.subList(3, 5).stream().map(Journey.Link::text).toList());
        assertTrue(kept.get(5).text().startsWith("hash = "), kept.get(5).text());
        List<Journey.Link> lost = links(journey(Samples.file("export/nothing-cpu.json"), 2), Hint.RX_HASH);
        assertEquals(Condition.CUT, lost.get(4).condition());
        assertTrue(lost.get(4).why().startsWith("rx_hash is lost: "), lost.get(4).why());
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
