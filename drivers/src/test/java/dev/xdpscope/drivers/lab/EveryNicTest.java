package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.lab.result.Event;
import dev.xdpscope.drivers.lab.result.HintResult;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.result.ScenarioRecording;
import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.program.Kfunc;
import dev.xdpscope.engine.xdp.XdpAction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample's program on every built-in NIC. */
final class EveryNicTest {
    private static final int EOPNOTSUPP = -95;

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

    /** Where a driver has the RFC's kfunc of a hint, a field of xdp_md holds what the mainline kfunc gives; else it is 0. */
    @ParameterizedTest
    @MethodSource("nics")
    void fieldsOfXdpMdHoldWhatAKfuncCallGives(String nic) {
        ScenarioRecording called = run("hints-to-metadata/scenario.json", nic, AccessDesign.KFUNC_CALL);
        ScenarioRecording read = run("xdp-md-field/scenario.json", nic, AccessDesign.XDP_MD_FIELD);
        for (int i = 0; i < called.packets().size(); i++) {
            byte[] expected = called.packets().get(i).metadata().clone();
            PacketResult packet = read.packets().get(i);
            for (HintResult answer : called.packets().get(i).hints()) {
                Hint hint = answer.hint();
                Kfunc rfc = new Kfunc(hint.kfunc(), 1, false, new Kfunc.Binding.Unbound());
                int at = hint == Hint.RX_VLAN_TAG ? 16 : 8 * hint.ordinal();
                int size = hint == Hint.RX_VLAN_TAG ? 4 : 8;
                if (answer.result() == EOPNOTSUPP && called.setup().body(rfc).isPresent()) {
                    // The driver has the RFC's kfunc alone, so there is no call to compare with.
                    System.arraycopy(packet.metadata(), at, expected, at, size);
                } else if (answer.result() != 0 || called.setup().body(rfc).isEmpty()) {
                    // Some drivers write outputs though they answer that there is nothing.
                    Arrays.fill(expected, at, at + size, (byte) 0);
                }
            }
            if (nic.equals("veth")) {
                ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).putLong(rfcTimestamp(nic, packet));
            }
            assertEquals(Optional.empty(), packet.fault());
            assertArrayEquals(Arrays.copyOf(expected, 20), Arrays.copyOf(packet.metadata(), 20), "packet " + i);
            assertEquals(5, read.events().stream().filter(e -> e.packet() == packet.index()
                    && e.kind() == Event.Kind.KFUNC && e.text().startsWith("xdp_md->")).count());
        }
    }

    /** The hint, or 0 where the driver has none: what the core puts in place of a kfunc that nobody implements. */
    @ParameterizedTest
    @MethodSource("nics")
    void theRfcsTimestampIsThatOfMainlineOrNothing(String nic) {
        for (AccessDesign design : java.util.List.of(AccessDesign.KFUNC_CALL, AccessDesign.KFUNC_UNROLLED)) {
            for (PacketResult packet : run("rfc-unrolled/scenario.json", nic, design).packets()) {
                assertEquals(rfcTimestamp(nic, packet),
                        ByteBuffer.wrap(packet.metadata()).order(ByteOrder.LITTLE_ENDIAN).getLong());
            }
        }
    }

    /** What the RFC had of veth is the software's time. */
    private static long rfcTimestamp(String nic, PacketResult packet) {
        return nic.equals("veth") ? packet.packet().timestampNanos()
                : packet.hints().getFirst().values().getOrDefault("timestamp", 0L);
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
        return Lab.run(Samples.scenario(sample).with(Change.nic(nic).and(Change.configuration(Map.of()))
                .and(Change.design(design))));
    }
}
