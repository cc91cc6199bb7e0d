package dev.xdpscope.drivers.lab.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.Samples;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Hint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What programs got where they asked, beside what the driver answers. */
class ProgramHintsTest {
    private static final Path CAPTURE = Samples.file("captures/mixed.pcapng");
    private static final String UNROLLED = "hints-to-metadata/unrolled.json";

    @Test
    void aRightDriverGivesTheProgramWhatItAnswers() {
        List<Scenario> scenarios = new ArrayList<>(List.of(Samples.scenario(UNROLLED)));
        List.of("mlx5", "igc", "ice", "veth").forEach(nic -> scenarios.add(mainline(nic)));
        for (Scenario scenario : scenarios) {
            ScenarioRecording run = Lab.run(scenario);
            for (PacketResult packet : run.packets()) {
                assertEquals(packet.driverHints(), answers(run, packet), scenario.name() + " " + packet.packet());
            }
        }
    }

    @Test
    void whatTheDriverLacksIsTheKernelsStub() {
        ScenarioRecording run = Lab.run(mainline("none"));
        assertEquals(List.of(-95, -95, -95),
                answers(run, run.packets().getFirst()).stream().map(HintResult::result).toList());
    }

    @Test
    void aCallIsNamedByTheMomentBeforeIt() {
        ScenarioRecording run = Lab.run(Samples.scenario(UNROLLED));
        PacketResult packet = run.packets().get(1);
        List<Event> calls = run.events().stream().filter(e -> e.packet() == 1 && e.kind() == Event.Kind.KFUNC).toList();
        assertEquals(calls.stream().map(Event::at).toList(),
                run.programHints(packet).stream().map(ReceivedHint::at).toList());
    }

    @Test
    void theGenerationOfTheRfcHasTheValuesInR0() {
        ScenarioRecording called = Lab.run(Scenario.of("mlx5", Samples.file("rfc-unrolled/rfc_unrolled.bpf.o"),
                CAPTURE));
        for (ScenarioRecording run : List.of(called, Lab.run(Samples.scenario("rfc-unrolled/scenario.json")))) {
            assertTrue(valuesInR0(run) > 0);
        }
    }

    private static int valuesInR0(ScenarioRecording run) {
        int values = 0;
        for (PacketResult packet : run.packets()) {
            for (HintResult got : answers(run, packet)) {
                Map<String, Long> answered = packet.driverHint(got.hint()).values();
                boolean zero = answered.values().stream().allMatch(v -> v == 0);
                assertEquals(zero ? Map.of() : answered, got.values());
                values += zero ? 0 : 1;
            }
        }
        return values;
    }

    /** ice's unroller of the RFC series with its loads corrected, which cuts the timestamp to 32 bits. */
    @Test
    void aWrongUnrollerGivesTheProgramSomethingElse() {
        ScenarioRecording run = Lab.run(Samples.scenario("rfc-unrolled/ice-loads-fixed.json"));
        PacketResult packet = run.packets().getFirst();
        long answered = packet.driverHint(Hint.RX_TIMESTAMP).values().get("timestamp");
        HintResult got = answers(run, packet).stream().filter(h -> h.hint() == Hint.RX_TIMESTAMP).findFirst()
                .orElseThrow();
        assertTrue(answered >>> 32 != 0);
        assertEquals(answered & 0xffff_ffffL, got.values().get("timestamp"));
    }

    private static Scenario mainline(String nic) {
        return Scenario.of(nic, Samples.file("hints-to-metadata/hints_to_metadata.bpf.o"), CAPTURE);
    }

    private static List<HintResult> answers(ScenarioRecording run, PacketResult packet) {
        return run.programHints(packet).stream().map(ReceivedHint::answer).toList();
    }
}
