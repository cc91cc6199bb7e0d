package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.nic.Nic;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.drivers.nic.Switch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope nics} and {@code unroll}. */
final class NicCommandsTest {
    private static String unrolled(String kfunc, String... more) {
        String[] args = new String[5 + more.length];
        String[] first = {"unroll", "--nic", "mlx5", "--kfunc", kfunc};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        Xdpscope.Result result = Xdpscope.run(args);
        assertEquals(0, result.code(), result.err());
        return result.out();
    }

    @Test
    void everyNicIsListedWithAllThatCanBeSet() {
        JsonNode json = Xdpscope.run("nics", "--json").json();
        String text = Xdpscope.run("nics").out();
        assertEquals(Nics.builtIn(), json.valueStream().map(n -> n.get("name").asString()).toList());
        for (JsonNode node : json) {
            Nic nic = Nics.load(node.get("name").asString());
            assertEquals(nic.configuration().stream().map(Switch::name).toList(),
                    node.get("switches").valueStream().map(s -> s.get("name").asString()).toList());
            assertEquals(nic.revisions().size(), node.get("revisions").size());
            nic.configuration().forEach(s -> assertTrue(text.contains(s.name()), s.name()));
            assertTrue(text.contains(nic.title()));
        }
    }

    @Test
    void mlx5HasTheKernelsFeaturesAndBothGenerations() {
        JsonNode mlx5 = Xdpscope.run("nics", "mlx5", "--json").json().get(0);
        assertEquals("[\"timestamp\",\"hash\",\"vlan-tag\"]",
                mlx5.get("features").valueStream().map(f -> "\"" + f.get("name").asString() + "\"").toList().toString()
                        .replace(", ", ","));
        for (String generation : new String[]{"rfc", "mainline"}) {
            assertTrue(mlx5.get("kfuncs").valueStream().anyMatch(k -> k.get("generation").asString().equals(generation)
                    && k.get("unrolled").asBoolean()), generation);
        }
    }

    @Test
    void featuresAreThoseOfTheNetdevFamily() {
        JsonNode netdev = Xdpscope.run("nics", "igc", "--json").json().get(0).get("netdev").get(0);
        assertEquals("i225", netdev.get("revision").asString());
        assertEquals("{\"number\":3,\"names\":[\"timestamp\",\"hash\"]}",
                netdev.get("xdp-rx-metadata-features").toString());
        assertEquals("{\"number\":11,\"names\":[\"basic\",\"redirect\",\"xsk-zerocopy\"]}",
                netdev.get("xdp-features").toString());
        assertEquals("{\"number\":5,\"names\":[\"tx-timestamp\",\"tx-launch-time-fifo\"]}",
                netdev.get("xsk-features").toString());
        assertTrue(Xdpscope.run("nics", "mlx5").out().lines()
                .anyMatch(l -> l.matches("xdp-rx-metadata-features +7  timestamp, hash, vlan-tag")));
        for (JsonNode nic : Xdpscope.run("nics", "--json").json()) {
            assertTrue(nic.get("netdev").size() >= nic.get("revisions").size(), nic.get("name")::toString);
        }
    }

    @Test
    void whatAConfigurationChangesOfTheFeaturesIsTold() {
        String tiny = Xdpscope.HOME.resolve("drivers/src/test/resources/dev/xdpscope/drivers/nics/tiny").toString();
        String text = Xdpscope.run("nics", tiny).out();
        assertTrue(text.lines().anyMatch(l -> l.matches("xdp-features +\\? +not declared")), text);
        assertTrue(text.contains("with b xdp-rx-metadata-features: timestamp, hash"), text);
        assertTrue(text.contains("with b xdp-features: basic, redirect"), text);
    }

    @Test
    void expansionsNameTheFieldsTheyRead() {
        String hash = unrolled("bpf_xdp_metadata_rx_hash");
        assertTrue(hash.contains("mlx5_cqe64.rss_hash_result"), hash);
        assertEquals(hash, unrolled("rx_hash"));
        JsonNode json = JsonNodes.MAPPER.readTree(unrolled("rx_timestamp", "--generation", "rfc", "--json"));
        assertTrue(json.get("unrolled").asBoolean());
        assertTrue(json.get("instructions").valueStream()
                .anyMatch(i -> i.get("field").asString().equals("mlx5_cqe64.timestamp_h")), json.toString());
    }

    @Test
    void anExpansionThatCallsSaysWhyAndNamesTheFunctionAndTheScratchArea() {
        String text = unrolled("rx_timestamp", "--set", "clock=free-running");
        assertTrue(text.contains("with a call inside: the counter is converted under a seqlock"), text);
        assertTrue(text.contains("call mlx5e_free_running_timestamp#0"), text);
        assertTrue(text.contains("; scratch.r2"), text);
        JsonNode json = JsonNodes.MAPPER.readTree(unrolled("rx_timestamp", "--set", "clock=free-running", "--json"));
        assertTrue(json.get("unrolled").asBoolean());
        assertTrue(json.get("calls").asString().contains("seqlock"), json.toString());
        assertTrue(JsonNodes.MAPPER.readTree(unrolled("rx_hash", "--json")).get("calls").isNull());
    }

    @Test
    void aDriverThatCannotUnrollSaysWhy() {
        assertTrue(unrolled("export_to_skb", "--generation", "rfc").contains("no recipe"));
    }
}
