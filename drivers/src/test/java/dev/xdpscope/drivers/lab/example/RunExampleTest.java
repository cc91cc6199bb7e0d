package dev.xdpscope.drivers.lab.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.lab.Lab;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ReceivedHint;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.xdp.XdpAction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunExampleTest {
    private static final Path SAMPLES = Path.of("../sample-traces");

    @Test
    void theMetadataBeginsWithTheTimestamp() {
        ScenarioRecording run = Lab.run(Scenario.of("mlx5",
                SAMPLES.resolve("hints-to-metadata/hints_to_metadata.bpf.o"),
                SAMPLES.resolve("captures/mixed.pcapng")));
        assertEquals(44, run.packets().size());
        for (PacketResult packet : run.packets()) {
            List<HintResult> got = run.programHints(packet).stream().map(ReceivedHint::answer).toList();
            ByteBuffer metadata = ByteBuffer.wrap(packet.metadata()).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(XdpAction.XDP_PASS, packet.verdict());
            assertEquals(packet.driverHints(), got);
            assertEquals(got.getFirst().values().get("timestamp"), metadata.getLong(0));
        }
    }
}
