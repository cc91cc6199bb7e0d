package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.record.Stage;
import dev.xdpscope.engine.xdp.XdpAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the metadata that a program puts in front of a packet, which its driver decides. */
final class MetadataFateTest {
    private static final Path NICS = Path.of("src", "main", "resources", "dev", "xdpscope", "drivers", "nics");

    private final Scenario scenario = Samples.scenario("hints-to-metadata/scenario.json");

    @Test
    void mlx5KeepsIt() {
        ScenarioRecording recording = Lab.run(scenario);
        for (PacketResult packet : recording.packets()) {
            assertEquals(24, packet.skb().orElseThrow().metadata().length);
        }
        assertEquals(0, lost(recording).size());
    }

    @Test
    void mlx4DropsItAndSaysWhy() {
        ScenarioRecording recording = Lab.run(scenario.with(Change.nic("mlx4")));
        for (PacketResult packet : recording.packets()) {
            assertEquals(24, packet.metadata().length, "the program wrote it");
            assertEquals(0, packet.skb().orElseThrow().metadata().length, "the stack does not see it");
        }
        List<Event> lost = lost(recording);
        assertEquals(recording.packets().size(), lost.size());
        assertEquals(Stage.SKB, lost.getFirst().stage());
        assertTrue(lost.getFirst().text().startsWith("24 bytes of metadata are lost: mlx4 "),
                lost.getFirst().text());
    }

    /** The program's bpf_xdp_adjust_meta fails, and it passes the packet as it is. */
    @Test
    void aDriverWithoutRoomForItRefuses(@TempDir Path folder) throws IOException {
        for (String file : List.of("nic.json", "hints.bpf.c", "hints.bpf.o")) {
            Files.copy(NICS.resolve("none").resolve(file), folder.resolve(file));
        }
        String json = Files.readString(folder.resolve("nic.json"));
        Files.writeString(folder.resolve("nic.json"), json.replaceFirst("(?s)\"driver\": \\{",
                "\"driver\": { \"metadata\": { \"is\": \"unsupported\", \"why\": \"no headroom\" },"));
        Scenario there = scenario.with(Change.nic("none"));
        assertEquals(24, Lab.run(there).packets().getFirst().metadata().length);
        ScenarioRecording recording = Lab.run(there.with(Change.nic(folder.toString())));
        for (PacketResult packet : recording.packets()) {
            assertEquals(XdpAction.XDP_PASS, packet.verdict());
            assertEquals(0, packet.metadata().length);
        }
        assertEquals(0, lost(recording).size(), "what was never written is not lost");
    }

    private static List<Event> lost(ScenarioRecording recording) {
        return recording.events().stream().filter(e -> e.kind() == Event.Kind.HINT_LOST).toList();
    }
}
