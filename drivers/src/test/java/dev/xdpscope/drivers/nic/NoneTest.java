package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.engine.program.Kfunc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The NIC that has no hints. */
class NoneTest {
    private final ConfiguredNic setup = Nics.load("none").configure(Optional.empty(), Map.of("queue", "3"));

    @Test
    void itImplementsNoKfunc() {
        assertEquals(Set.of(), setup.features());
        assertEquals(List.of(), setup.generations());
        for (Feature feature : Feature.values()) {
            for (int parameters = 1; parameters <= 3; parameters++) {
                Kfunc kfunc = new Kfunc(feature.kfunc(), parameters, false, new Kfunc.Binding.Unbound());
                assertEquals(Optional.empty(), setup.body(kfunc));
                assertInstanceOf(Unrolling.None.class, setup.unroller(kfunc));
            }
        }
    }

    @Test
    void theDescriptorHasTheLengthAndTheFrameItsTag() {
        FrameMaker maker = new FrameMaker(new Random(95));
        NicBench bench = NicBench.of(setup);
        for (int i = 0; i < 3000; i++) {
            FrameMaker.Made made = maker.make();
            Received received = setup.hardware().receive(made.packet(i, i), i);
            byte[] descriptor = received.descriptor();
            assertArrayEquals(made.bytes(), received.frame());
            assertEquals(made.bytes().length, Little.number(descriptor, 0, 2));
            assertEquals(3, Little.number(descriptor, 2, 2));
            assertEquals(i % 64, Little.number(descriptor, 4, 4));
            if (i % 100 == 0) {
                bench.put(i % 64, received);
                BuiltSkb skb = bench.skb();
                assertEquals(4, skb.field("queue_mapping"));
                for (String untouched : List.of("hash", "ip_summed", "vlan_present", "hwtstamp")) {
                    assertEquals(0, skb.field(untouched), untouched);
                }
            }
        }
    }
}
