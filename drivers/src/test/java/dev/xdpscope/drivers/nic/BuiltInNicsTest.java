package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.program.Kfunc;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the built-in NICs declare. */
class BuiltInNicsTest {
    @Test
    void mlx5() {
        Nic nic = Nics.load("mlx5");
        ConfiguredNic setup = nic.configure(Optional.empty(), Map.of());
        assertEquals("cx6dx", setup.revision().name());
        assertEquals("real-time", setup.settings().get("clock"));
        assertEquals(EnumSet.allOf(Feature.class), setup.features());
        assertEquals(72, setup.driver().sizeOf(setup.driver().contextType()).orElseThrow());
        assertTrue(nic.source().contains("mlx5e_xdp_rx_hash"));
        Kfunc hash = new Kfunc("bpf_xdp_metadata_rx_hash", 3, false, new Kfunc.Binding.Unbound());
        assertEquals(Optional.of("mainline"), setup.generation(hash));
        assertInstanceOf(Unrolling.Replace.class, setup.unroller(hash));
    }
}
