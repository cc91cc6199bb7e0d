package dev.xdpscope.drivers.lab.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.lab.author.NicBench;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExampleNicTest {
    private final NicBench bench = NicBench.of("src/test/resources/dev/xdpscope/drivers/nics/tiny");

    @Test
    void unrolledCodeFindsTheHashThatTheDriverFinds() {
        assertEquals(Optional.empty(),
                bench.firstDifference("bpf_xdp_metadata_rx_hash", 3, bench.randomDescriptors(1, 10_000)));
    }
}
