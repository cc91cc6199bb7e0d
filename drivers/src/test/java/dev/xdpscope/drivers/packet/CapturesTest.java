package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapturesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ns-le.pcap     | pcap 2.4, little-endian, nanoseconds  | 1",
        "ns-be.pcap     | pcap 2.4, big-endian, nanoseconds     | 1",
        "us-le.pcap     | pcap 2.4, little-endian, microseconds | 1000",
        "us-be.pcap     | pcap 2.4, big-endian, microseconds    | 1000",
        "ns-be.pcapng   | pcapng 1.0, big-endian                | 1",
        "sections.pcapng| pcapng 1.0, big-endian                | 1"
    })
    void everyFormatHoldsTheSamePackets(String name, String format, long resolution) {
        Capture capture = Captures.read(Samples.file(name));
        assertEquals(format, capture.format());
        assertEquals(LinkType.ETHERNET, capture.linkType());
        assertTrue(capture.complete());
        assertEquals(shortPackets(resolution), capture.packets());
    }

    @Test
    void simplePacketBlocksHaveNoTime() {
        assertEquals(shortPackets(Long.MAX_VALUE), Captures.read(Samples.file("simple.pcapng")).packets());
    }

    /** The packets of mixed.pcapng that make-variants.sh keeps, their times cut to a multiple of {@code resolution}. */
    private static List<Packet> shortPackets(long resolution) {
        List<Packet> kept = Samples.packets().stream().filter(p -> p.originalLength() <= 200).toList();
        assertTrue(kept.size() > 30);
        return kept.stream().map(p -> new Packet(kept.indexOf(p), p.timestampNanos() / resolution * resolution,
                p.bytes(), p.originalLength())).toList();
    }

    @Test
    void limitReadsNoFurther(@TempDir Path dir) throws Exception {
        byte[] whole = Files.readAllBytes(Samples.file("ns-le.pcap"));
        List<Packet> all = Captures.read(Samples.file("ns-le.pcap")).packets();
        int first = 24 + 16 + all.getFirst().bytes().length;
        Path broken = Files.write(dir.resolve("broken.pcap"), java.util.Arrays.copyOf(whole, first + 20));
        Capture one = Captures.read(broken, 1);
        assertEquals(all.subList(0, 1), one.packets());
        assertFalse(one.complete());
        assertTrue(Captures.read(Samples.file("ns-le.pcap"), all.size()).complete());
        assertEquals(List.of(), Captures.read(Samples.mixed(), 0).packets());
    }
}
