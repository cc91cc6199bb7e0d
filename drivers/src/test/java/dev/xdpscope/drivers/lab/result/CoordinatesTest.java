package dev.xdpscope.drivers.lab.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.Samples;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.record.Position;
import dev.xdpscope.engine.record.Stage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Coordinates name every position, and navigation leads where a debugger's user expects. */
final class CoordinatesTest {

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyPositionHasACoordinateOfItsOwn(Scenario scenario) {
        ScenarioRecording recording = Lab.run(scenario.with(Change.limit(6)));
        Coordinates coordinates = recording.coordinates();
        Set<String> seen = new HashSet<>();
        for (long i = 0; i < recording.recording().size(); i++) {
            Position position = recording.recording().position(i);
            Coordinate coordinate = coordinates.of(position);
            assertTrue(seen.add(coordinate.toString()), coordinate + " twice");
            assertEquals(position, coordinates.find(Coordinate.parse(coordinate.toString())), coordinate.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "4:", ":17", "4:17.", "4:x", "-1:3", "4:17.3#", "4:99999999999", "4:end.2",
        "4:17.3.5.1", "4:skb.5.1.", "4:17..5"})
    void whatIsNoCoordinateIsRefused(String text) {
        assertThrows(ProblemException.class, () -> Coordinate.parse(text));
    }

    @Test
    void unreachedPlacesAreRefusedInWords() {
        Coordinates coordinates =
                Lab.run(Samples.scenario("hints-to-metadata/scenario.json").with(Change.limit(2))).coordinates();
        String noPacket =
                assertThrows(ProblemException.class, () -> coordinates.find(Coordinate.parse("7:0"))).getMessage();
        assertTrue(noPacket.contains("no packet 7"), noPacket);
        String never =
                assertThrows(ProblemException.class, () -> coordinates.find(Coordinate.parse("0:9999"))).getMessage();
        assertTrue(never.contains("never executes"), never);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void backUndoesInto(Scenario scenario) {
        ScenarioRecording recording = Lab.run(scenario.with(Change.limit(3)));
        Navigator navigator = new Navigator(recording);
        Position at = navigator.first().orElseThrow();
        for (Optional<Position> next = navigator.into(at); next.isPresent(); next = navigator.into(at)) {
            assertEquals(at, navigator.back(next.get()).orElseThrow());
            at = next.get();
        }
        assertEquals(navigator.last().orElseThrow(), at);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void overNeverStopsInsideACallOrExpansion(Scenario scenario) {
        ScenarioRecording recording = Lab.run(scenario.with(Change.limit(3)));
        Navigator navigator = new Navigator(recording);
        Coordinates coordinates = recording.coordinates();
        Position at = navigator.first().orElseThrow();
        for (Optional<Position> next = navigator.over(at); next.isPresent(); next = navigator.over(at)) {
            assertTrue(next.get().compareTo(at) > 0);
            at = next.get();
            Coordinate here = coordinates.of(at);
            if (here.stage() == Stage.XDP) {
                assertTrue(here.unrolled().orElse(0) == 0, here + " is inside");
            }
        }
    }

    @Test
    void aCallInsideAnExpansionIsSteppedInto() {
        ScenarioRecording recording =
                Lab.run(Samples.scenario("hints-to-metadata/free-running.json").with(Change.limit(2)));
        Navigator navigator = new Navigator(recording);
        Coordinates coordinates = recording.coordinates();
        Position call = coordinates.find(Coordinate.parse("1:22.6"));
        Position inside = navigator.into(call).orElseThrow();
        assertEquals("1:22.6.0", coordinates.of(inside).toString());
        assertEquals("1:22.7", coordinates.of(navigator.out(inside).orElseThrow()).toString());
        Position first = coordinates.find(Coordinate.parse("1:22"));
        Position behind = navigator.over(first).orElseThrow();
        assertEquals("1:23", coordinates.of(behind).toString());
        assertEquals(behind, navigator.over(call).orElseThrow());
        assertEquals(first, navigator.backOver(behind).orElseThrow());
        assertEquals("bpf_xdp_metadata_rx_timestamp → r0 = 0x0", recording.events().stream()
                .filter(e -> e.at().equals(first) && e.kind() == Event.Kind.KFUNC).findFirst().orElseThrow().text()
                .replace("mlx5 unrolls ", ""));
    }

    static Stream<Scenario> scenarios() {
        return Samples.all().stream();
    }
}
