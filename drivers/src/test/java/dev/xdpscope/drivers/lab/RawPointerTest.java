package dev.xdpscope.drivers.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.descriptor.Role;
import dev.xdpscope.drivers.lab.result.PacketResult;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Hint;
import dev.xdpscope.engine.xdp.XdpAction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that reads descriptors itself, compiled once: where it gives what the kfunc gives, and how it breaks elsewhere. */
final class RawPointerTest {
    @ParameterizedTest
    @ValueSource(strings = {"bnxt", "ice", "idpf", "igc", "mlx4", "mlx5", "virtio_net"})
    void givesTheKfuncsHash(String nic) {
        for (PacketResult packet : run(nic, Map.of())) {
            assertEquals(answer(packet), hash(packet), nic + ", packet " + packet.index());
        }
    }

    /** The device knows the hash, and the driver has no kfunc that gives it. */
    @ParameterizedTest
    @ValueSource(strings = {"gve", "i40e"})
    void givesMoreThanTheKfuncs(String nic) {
        compare(run(nic, Map.of()), p -> p.received().facts().number(Role.RSS_HASH));
        assertTrue(run(nic, Map.of()).stream().allMatch(p -> answer(p) == 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stmmac", "none"})
    void saysThatThereIsNoHash(String nic) {
        assertTrue(run(nic, Map.of()).stream().allMatch(p -> p.verdict() == XdpAction.XDP_ABORTED));
    }

    /** What no type tells: the kfunc has no hash, and the bytes in its place are taken for one. */
    @ParameterizedTest
    @CsvSource({"ice, rxdid, nic-2", "igc, rxhash, off", "mlx5, rxhash, off", "mlx4, rxhash, off"})
    void takesForAHashWhatTheDriverWouldNotGive(String nic, String key, String value) {
        List<PacketResult> packets = run(nic, Map.of(key, value));
        assertTrue(packets.stream().allMatch(p -> answer(p) == 0));
        assertTrue(packets.stream().filter(p -> hash(p) != 0).count() > 30);
    }

    /** A kfunc may do more than read: the flow dissector has yet to run. */
    @Test
    void missesWhatTheKfuncWouldCompute() {
        List<PacketResult> packets = run("veth", Map.of());
        assertTrue(packets.stream().filter(p -> answer(p) != 0 && hash(p) == 0).count() > 10);
        assertTrue(packets.stream().allMatch(p -> hash(p) == 0 || hash(p) == answer(p)));
    }

    @Test
    void aLayoutOfAnotherModeIsAnotherType() {
        assertTrue(run("gve", Map.of("queue-format", "gqi")).stream()
                .allMatch(p -> p.verdict() == XdpAction.XDP_ABORTED && p.fault().isEmpty()));
    }

    @Test
    void withoutAGuardItIsStoppedWhereTheTypeIsMissing() {
        Scenario scenario = Samples.scenario("raw-descriptor/unguarded.json");
        compare(Lab.run(scenario.with(Change.nic("mlx5"))).packets(), RawPointerTest::answer);
        for (PacketResult packet : Lab.run(scenario).packets()) {
            assertEquals("call of helper 195896080, which does not exist "
                    + "(CO-RE: no byte offset of mlx5e_xdp_buff.cqe in the target, poisoned)",
                    packet.fault().orElseThrow().what());
        }
    }

    private static List<PacketResult> run(String nic, Map<String, String> settings) {
        return Lab
                .run(Samples.scenario("raw-descriptor/every-nic.json")
                        .with(Change.nic(nic).and(Change.configuration(settings))))
                .packets();
    }

    private static void compare(List<PacketResult> packets, ToLongFunction<PacketResult> expected) {
        packets.forEach(p -> assertEquals(expected.applyAsLong(p), hash(p), "packet " + p.index()));
    }

    /** What the kfunc gives; 0 if it gives none. */
    private static long answer(PacketResult packet) {
        return packet.driverHints().stream().filter(h -> h.hint() == Hint.RX_HASH).findFirst().orElseThrow().values()
                .getOrDefault("hash", 0L);
    }

    private static long hash(PacketResult packet) {
        return ByteBuffer.wrap(packet.metadata()).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    }
}
