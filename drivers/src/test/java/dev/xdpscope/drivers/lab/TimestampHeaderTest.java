package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.result.SkbField;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** igc's timestamp header lies where metadata goes. */
final class TimestampHeaderTest {
    private static final long LATENCY = 1485;

    /** The program asks before it writes; the driver looks at the same 16 bytes again for the sk_buff. */
    @Test
    void metadataOverwritesTheHeaderUnlessItWasCopied() {
        for (String header : new String[]{"in-place", "copied"}) {
            for (PacketResult packet : run(header).packets()) {
                long arrival = packet.packet().timestampNanos() - LATENCY;
                assertEquals(arrival, packet.hints().getFirst().values().get("timestamp"));
                byte[] m = packet.metadata();
                assertEquals(arrival, number(m, 0, 8));
                long overwritten = number(m, 20, 4) * 1_000_000_000 + number(m, 16, 4) - LATENCY;
                SkbField stamp = packet.skb().orElseThrow().field("hwtstamp").orElseThrow();
                assertEquals(header.equals("copied") ? arrival : overwritten, stamp.value());
            }
        }
    }

    /** Without metadata in the way the header is read as the device wrote it, and is named by its fields. */
    @Test
    void aProgramWithoutMetadataLeavesTheHeader() {
        Scenario s = Samples.scenario("parse-and-count/scenario.json");
        for (PacketResult packet : Lab.run(on(s, Map.of())).packets()) {
            if (packet.skb().isPresent()) {
                SkbField stamp = packet.skb().get().field("hwtstamp").orElseThrow();
                assertEquals(packet.packet().timestampNanos() - LATENCY, stamp.value());
                assertEquals("ts_header.timer0_ns, ts_header.timer0_s", stamp.from());
            }
        }
    }

    private static ScenarioRecording run(String header) {
        return Lab.run(on(Samples.scenario("hints-to-metadata/scenario.json"), Map.of("header", header)));
    }

    private static Scenario on(Scenario s, Map<String, String> configuration) {
        return s.with(Change.nic("igc").and(Change.configuration(configuration))
                .and(Change.design(AccessDesign.KFUNC_UNROLLED)));
    }

    private static long number(byte[] bytes, int offset, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }
}
