package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.drivers.packet.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sk_buff that mlx5's driver makes of a packet a program passed on. */
class Mlx5SkbTest {
    private static final long ARRIVAL = 1_780_000_000_123_456_789L;

    @Test
    void carriesWhatTheCqeSays() {
        FrameMaker maker = new FrameMaker(new Random(31));
        Nic nic = Nics.load("mlx5");
        for (String on : List.of("on", "off")) {
            ConfiguredNic setup =
                    nic.configure(Optional.empty(), Map.of("rxhash", on, "rx-vlan-offload", on, "rx-csum", on,
                            "hwtstamp", on.equals("on") ? "all" : "none", "queue", "5"));
            NicBench bench = NicBench.of(setup);
            boolean all = on.equals("on");
            for (int i = 0; i < 300; i++) {
                FrameMaker.Made made = maker.make();
                Received received = setup.hardware().receive(made.packet(i, ARRIVAL + i), i);
                bench.put(i % 64, received);
                BuiltSkb skb = bench.skb();
                boolean tagged = all && made.tpid() == 0x8100;
                boolean ports = made.transport();
                assertEquals(all ? Mlx5Reference.hash(received.descriptor()) & 0xffff_ffffL : 0,
                        skb.field("hash"));
                assertEquals(all && ports ? 1 : 0, skb.field("l4_hash"));
                assertEquals(tagged ? 0x0081 : 0, skb.field("vlan_proto"), "0x8100 in network order");
                assertEquals(tagged ? made.tci() : 0, skb.field("vlan_tci"));
                assertEquals(tagged ? 1 : 0, skb.field("vlan_present"));
                assertEquals(all ? ARRIVAL + i : 0, skb.field("hwtstamp"));
                assertEquals(all && made.l3Right() && made.l4Right() ? 1 : 0, skb.field("ip_summed"));
                assertEquals(0, skb.field("csum_level"));
                assertEquals(6, skb.field("queue_mapping"));
            }
        }
    }

    /** Only a recorded descriptor has a flow tag: the simulated device applies no flow rules. */
    @Test
    void markIsTheFlowTagsLow16Bits() {
        ConfiguredNic setup = Nics.load("mlx5").configure(Optional.empty(), Map.of());
        NicBench bench = NicBench.of(setup);
        Packet packet = new FrameMaker(new Random(32)).make().packet(0, ARRIVAL);
        byte[] recorded = setup.hardware().receive(packet, 0).descriptor();
        recorded[57] = 0x12;
        recorded[58] = 0x34;
        recorded[59] = 0x56;
        bench.put(0, setup.hardware().receive(packet, 0, recorded));
        assertEquals(0x3456, bench.skb().field("mark"));
    }
}
