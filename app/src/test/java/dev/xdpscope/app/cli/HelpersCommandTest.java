package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.isa.KernelFunction;
import dev.xdpscope.engine.isa.KernelFunctions;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code xdpscope helpers}. */
final class HelpersCommandTest {
    @Test
    void everythingThatXdpProgramsMayCallIsListed() {
        JsonNode json = Xdpscope.run("helpers", "--json").json();
        long helpers = KernelFunctions.helpers().stream().filter(KernelFunction::xdp).count();
        assertEquals(helpers + KernelFunctions.kfuncs().size(), json.size());
        List<String> lines = Xdpscope.run("helpers").out().lines().toList();
        assertEquals(json.size() + 1, lines.size());
        assertTrue(lines.stream().allMatch(l -> l.length() <= 100));
        for (JsonNode node : json) {
            assertEquals(node.get("kind").asString().equals("helper"), node.has("id"), node::toString);
            assertTrue(node.get("signature").asString().contains(node.get("name").asString() + "("), node::toString);
            assertTrue(node.get("status").asString().equals("simulated") || node.has("note")
                    || node.get("name").asString().matches("bpf_(loop|for_each|.*dynptr|iter_|xdp_pull|str).*"),
                    () -> "why it is not simulated: " + node);
        }
    }

    @Test
    void statusIsWhatRunningTheCallGives() {
        for (JsonNode helper : Xdpscope.run("helpers", "--json", "--status", "not-simulated").json()) {
            if (helper.get("kind").asString().equals("helper")) {
                assertTrue(fault(helper.get("id").asInt()).contains("not simulated"), helper::toString);
            }
        }
    }

    @Test
    void byNameAndByIdAllThatIsKnown() {
        assertEquals("""
                bpf_redirect_map#51  simulated, since 4.14
                    long bpf_redirect_map(void *map, u64 key, u64 flags)
                """, Xdpscope.run("helpers", "51").out());
        String skb = Xdpscope.run("helpers", "skb_store_bytes").out();
        assertTrue(skb.startsWith("bpf_skb_store_bytes#9  not for XDP, since 4.1\n"), skb);
        String hint = Xdpscope.run("helpers", "rx_hash").out();
        assertTrue(hint.startsWith("bpf_xdp_metadata_rx_hash  kfunc  simulated, since 6.3"), hint);
    }

    @Test
    void whatIsNotThereAndWhatIsNoStatusIsSaid() {
        Xdpscope.Result none = Xdpscope.run("helpers", "bpf_nothing");
        assertEquals(2, none.code());
        assertTrue(none.err().contains("no helper or kfunc of that name"), none.err());
        Xdpscope.Result status = Xdpscope.run("helpers", "--status", "perhaps");
        assertEquals(2, status.code());
        assertTrue(status.err().contains("simulated, not-simulated, not-for-XDP"), status.err());
        assertFalse(Xdpscope.run("helpers", "--status", "not-for-XDP").out().contains("bpf_xdp_adjust"));
    }

    private static String fault(int helper) {
        return Xdpscope.run("exec", "--program",
                "85000000%08x9500000000000000".formatted(Integer.reverseBytes(helper))).toString();
    }
}
