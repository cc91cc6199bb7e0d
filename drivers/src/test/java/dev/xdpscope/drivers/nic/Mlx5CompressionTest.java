package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.drivers.lab.author.BuiltSkb;
import dev.xdpscope.drivers.lab.author.NicBench;
import dev.xdpscope.drivers.packet.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compressed CQEs as mlx5's driver expands them, against the same packets' whole CQEs and the documented layout. */
class Mlx5CompressionTest {
    private static final Nic NIC = Nics.load("mlx5");
    private static final long ARRIVAL = 1_780_000_000_123_456_789L;
    private static final int TIMEOUT = 50_000;
    private static final int PACKETS = Descriptors.each(7000, 4);

    private final Random random = new Random(0x3e);

    @Test
    void everyPacketSeesTheTitleWithItsMiniEntryPutIn() {
        int shared = 0;
        for (String format : List.of("csum", "csum-stridx")) {
            for (String hwtstamp : List.of("all", "none")) {
                Map<String, String> settings = Map.of("hwtstamp", hwtstamp, "ring", "256");
                List<Packet> packets = packets(PACKETS);
                ConfiguredNic off = NIC.configure(Optional.empty(), settings);
                List<Received> whole = off.hardware().receive(packets);
                ConfiguredNic on = NIC.configure(Optional.empty(), with(settings, format));
                List<Received> seen = on.hardware().receive(packets);
                NicBench bench = NicBench.of(on);
                assertEquals(packets.size(), seen.size());
                for (int first = 0, end; first < packets.size(); first = end) {
                    end = end(packets, whole, first);
                    shared += end - first > 1 ? end - first : 0;
                    for (int i = first; i < end; i++) {
                        byte[] own = whole.get(i).descriptor();
                        byte[] expected = expected(whole.get(first).descriptor(), own, i > first);
                        assertArrayEquals(expected, seen.get(i).descriptor());
                        assertArrayEquals(whole.get(i).frame(), seen.get(i).frame());
                        mini(seen.get(i), own, format, i - first, end - first);
                        hints(bench, seen.get(i), i % 256, hwtstamp.equals("all"),
                                packets.get(first).timestampNanos());
                    }
                }
            }
        }
        assertTrue(shared > PACKETS, shared + " packets under a title");
    }

    private static Map<String, String> with(Map<String, String> settings, String format) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("cqe-compression", format);
        return all;
    }

    /** A few kinds of packets in a row, at most some microseconds apart: sometimes alike, sometimes not. */
    private List<Packet> packets(int count) {
        FrameMaker maker = new FrameMaker(random);
        List<FrameMaker.Made> few = Stream.generate(maker::make).limit(40).toList();
        List<Packet> packets = new ArrayList<>();
        long nanos = ARRIVAL;
        FrameMaker.Made now = few.getFirst();
        while (packets.size() < count) {
            now = random.nextInt(4) == 0 ? few.get(random.nextInt(few.size())) : now;
            nanos += random.nextInt(10) == 0 ? random.nextInt(2 * TIMEOUT) : random.nextInt(4000);
            packets.add(now.packet(packets.size(), nanos));
        }
        return packets;
    }

    private static int end(List<Packet> packets, List<Received> whole, int first) {
        int end = first + 1;
        while (end < packets.size() && end < first + 64
                && packets.get(end).timestampNanos() <= packets.get(first).timestampNanos() + TIMEOUT
                && common(whole.get(first).descriptor()).equals(common(whole.get(end).descriptor()))) {
            end++;
        }
        return end;
    }

    /** What is neither in mini entries nor hash, timestamp or counted by the driver. */
    private static List<Integer> common(byte[] cqe) {
        List<Integer> bytes = new ArrayList<>();
        for (int i = 0; i < cqe.length; i++) {
            boolean differs =
                    i >= 12 && i <= 16 || i == 20 || i == 21 || i >= 44 && i < 56 || i == 60 || i == 61;
            bytes.add(differs ? 0 : i == 63 ? cqe[i] & 0xfe : cqe[i]);
        }
        return bytes;
    }

    private static byte[] expected(byte[] title, byte[] own, boolean later) {
        byte[] cqe = title.clone();
        System.arraycopy(own, 20, cqe, 20, 2);
        System.arraycopy(own, 44, cqe, 44, 4);
        System.arraycopy(own, 60, cqe, 60, 2);
        cqe[63] = own[63];
        if (later) {
            Arrays.fill(cqe, 12, 17, (byte) 0);
        }
        return cqe;
    }

    private static void mini(Received seen, byte[] own, String format, int position, int packets) {
        assertEquals(packets > 1, seen.compressed().isPresent());
        seen.compressed().ifPresent(c -> {
            byte[] mini = new byte[8];
            System.arraycopy(own, 20, mini, 0, 2);
            System.arraycopy(own, 60, mini, 2, format.equals("csum") ? 0 : 2);
            System.arraycopy(own, 44, mini, 4, 4);
            assertArrayEquals(mini, c.mini());
            assertEquals(position, c.position());
            assertEquals(packets, c.packets());
        });
    }

    /** No hash, the title's time, and the tag that all of them have. */
    private static void hints(NicBench bench, Received seen, int slot, boolean stamped, long titleArrived) {
        bench.put(slot, seen);
        KfuncChecks.requireMainline(bench, "bpf_xdp_metadata_rx_hash", 3, false, "");
        KfuncChecks.requireMainline(bench, "bpf_xdp_metadata_rx_timestamp", 2, stamped,
                Mlx5Reference.out(titleArrived, 8, 0x5a5a5a5a5a5a5a5aL, 8));
        KfuncChecks.requireMainline(bench, "bpf_xdp_metadata_rx_vlan_tag", 3, Mlx5Reference.vlan(seen.descriptor()),
                Mlx5Reference.out(0x0081, 2, Mlx5Reference.tci(seen.descriptor()), 2));
        if (slot % 16 == 0) {
            BuiltSkb skb = bench.skb();
            assertEquals(0, skb.field("hash"));
            assertEquals(stamped ? titleArrived : 0, skb.field("hwtstamp"));
        }
    }

    @Test
    void aTitleIsSharedBySixtyFourAtMost() {
        FrameMaker.Made made = new FrameMaker(random).make();
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            packets.add(made.packet(i, ARRIVAL + i));
        }
        List<Integer> sizes = NIC.configure(Optional.empty(), Map.of("cqe-compression", "csum")).hardware()
                .receive(packets).stream().map(r -> r.compressed().orElseThrow())
                .filter(c -> c.position() == 0).map(Compressed::packets).toList();
        assertEquals(List.of(64, 64, 64, 8), sizes);
    }
}
