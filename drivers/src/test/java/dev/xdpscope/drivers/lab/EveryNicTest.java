package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.xdp.XdpAction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample's program on every built-in NIC. */
final class EveryNicTest {
    static java.util.List<String> nics() {
        return Nics.builtIn();
    }

    @ParameterizedTest
    @MethodSource("nics")
    void hintsArriveInMetadataWhetherCalledOrUnrolled(String nic) {
        ScenarioRecording called = run("hints-to-metadata/scenario.json", nic, AccessDesign.KFUNC_CALL);
        ScenarioRecording unrolled = run("hints-to-metadata/scenario.json", nic, AccessDesign.KFUNC_UNROLLED);
        for (int i = 0; i < called.packets().size(); i++) {
            PacketResult packet = called.packets().get(i);
            assertEquals(Optional.empty(), packet.fault());
            assertEquals(XdpAction.XDP_PASS, packet.verdict());
            int valid = 0;
            for (HintResult hint : packet.hints()) {
                valid |= hint.result() == 0 ? 1 << hint.hint().ordinal() : 0;
            }
            assertEquals(valid, ByteBuffer.wrap(packet.metadata()).order(ByteOrder.LITTLE_ENDIAN).getInt(20));
            assertArrayEquals(packet.metadata(), unrolled.packets().get(i).metadata(), "packet " + i);
        }
    }

    /**
     * The hint, or 0 where the driver has none: what the core puts in place of a kfunc that nobody implements. What the RFC had
     * of veth is the software's time.
     */
    @ParameterizedTest
    @MethodSource("nics")
    void theRfcsTimestampIsThatOfMainlineOrNothing(String nic) {
        for (AccessDesign design : java.util.List.of(AccessDesign.KFUNC_CALL, AccessDesign.KFUNC_UNROLLED)) {
            for (PacketResult packet : run("rfc-unrolled/scenario.json", nic, design).packets()) {
                long expected = nic.equals("veth") ? packet.packet().timestampNanos()
                        : packet.hints().getFirst().values().getOrDefault("timestamp", 0L);
                assertEquals(expected,
                        ByteBuffer.wrap(packet.metadata()).order(ByteOrder.LITTLE_ENDIAN).getLong());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nics")
    void aProgramForAnotherNicsDescriptorSaysSo(String nic) {
        for (PacketResult packet : run("raw-descriptor/scenario.json", nic, AccessDesign.RAW_POINTER).packets()) {
            assertEquals(Optional.empty(), packet.fault());
            assertEquals(nic.equals("mlx5") ? XdpAction.XDP_PASS : XdpAction.XDP_ABORTED, packet.verdict());
        }
    }

    @ParameterizedTest
    @MethodSource("nics")
    void aProgramThatOnlyParsesDoesNotCareForTheNic(String nic) {
        ScenarioRecording first = run("parse-and-count/scenario.json", "none", AccessDesign.KFUNC_CALL);
        ScenarioRecording other = run("parse-and-count/scenario.json", nic, AccessDesign.KFUNC_CALL);
        for (int i = 0; i < first.packets().size(); i++) {
            assertEquals(Optional.empty(), other.packets().get(i).fault());
            assertEquals(first.packets().get(i).verdict(), other.packets().get(i).verdict());
        }
    }

    private static ScenarioRecording run(String sample, String nic, AccessDesign design) {
        Scenario s = Samples.scenario(sample);
        return Lab.run(new Scenario(s.name(), "", nic, Optional.empty(), Map.of(), s.object(), s.program(), design,
                s.capture(), s.limit(), Optional.empty(), s.kernel()));
    }
}
