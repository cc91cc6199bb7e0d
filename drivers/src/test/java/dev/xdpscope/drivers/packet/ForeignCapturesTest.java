package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as other tools write them, with options, statistics, several interfaces and a snap length. */
class ForeignCapturesTest {
    @TempDir
    Path dir;

    private Path made(String... command) throws Exception {
        Path out = dir.resolve("out.pcapng");
        List<String> words = new java.util.ArrayList<>(List.of(command));
        words.replaceAll(w -> w.equals("OUT") ? out.toString() : w.equals("IN") ? Samples.mixed().toString() : w);
        Tshark.run(words);
        return out;
    }

    @Test
    void withCommentsAndToolOptions() throws Exception {
        Path file = made("editcap", "-F", "pcapng", "--capture-comment", "a comment", "-a", "2:on a packet", "IN",
                "OUT");
        assertEquals(Samples.packets(), Captures.read(file).packets());
        assertEquals(Samples.packets(), Captures.read(made("tshark", "-r", "IN", "-w", "OUT")).packets());
    }

    @Test
    void ofSeveralInterfaces() throws Exception {
        Path file = made("mergecap", "-a", "-I", "none", "-w", "OUT", "IN", Samples.file("us-le.pcap").toString());
        List<Packet> first = Samples.packets();
        List<Packet> second = Captures.read(Samples.file("us-le.pcap")).packets();
        List<Packet> both = Captures.read(file).packets();
        assertEquals(first, both.subList(0, first.size()));
        assertEquals(second.stream().map(Packet::timestampNanos).toList(),
                both.subList(first.size(), both.size()).stream().map(Packet::timestampNanos).toList());
    }

    @Test
    void ofCutPackets() throws Exception {
        List<Packet> cut = Captures.read(made("editcap", "-s", "60", "IN", "OUT")).packets();
        for (Packet p : Samples.packets()) {
            assertEquals(p.originalLength(), cut.get(p.index()).originalLength());
            assertEquals(Math.min(60, p.bytes().length), cut.get(p.index()).bytes().length);
            assertEquals(p.originalLength() > 60, cut.get(p.index()).cut());
        }
    }
}
