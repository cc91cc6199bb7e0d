package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
        assertTrue(Xdpscope.run("nics").out().contains("xdp-rx-metadata-features: timestamp, hash, vlan-tag"));
    }

    @Test
    void expansionsNameTheFieldsTheyRead() {
        String hash = unrolled("bpf_xdp_metadata_rx_hash");
        assertTrue(hash.contains("mlx5_cqe64.rss_hash_result"), hash);
        assertEquals(hash, unrolled("rx_hash"));
        JsonNode json = Json.MAPPER.readTree(unrolled("rx_timestamp", "--generation", "rfc", "--json"));
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
        JsonNode json = Json.MAPPER.readTree(unrolled("rx_timestamp", "--set", "clock=free-running", "--json"));
        assertTrue(json.get("unrolled").asBoolean());
        assertTrue(json.get("calls").asString().contains("seqlock"), json.toString());
        assertTrue(Json.MAPPER.readTree(unrolled("rx_hash", "--json")).get("calls").isNull());
    }

    @Test
    void aDriverThatCannotUnrollSaysWhy() {
        assertTrue(unrolled("export_to_skb", "--generation", "rfc").contains("no recipe"));
    }
}
