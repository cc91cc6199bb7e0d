package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngWriterTest {
    @TempDir
    Path dir;

    private static List<Packet> random(Random random) {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            int original = bytes.length + random.nextInt(2) * random.nextInt(1000);
            packets.add(new Packet(i, random.nextLong(), bytes, original));
        }
        return packets;
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            Path file = dir.resolve("out.pcapng");
            List<Packet> packets = random(random);
            PcapngWriter.write(file, packets);
            assertEquals(packets, Captures.read(file).packets());
        }
    }

    @Test
    void tsharkReadsTheSamePackets() throws Exception {
        Path file = dir.resolve("out.pcapng");
        List<Packet> packets = Samples.packets();
        PcapngWriter.write(file, packets);
        List<Map<String, String>> rows = Tshark.fields(file, "frame.time_epoch", "frame.len", "frame.cap_len");
        assertEquals(packets.size(), rows.size());
        for (Packet p : packets) {
            Map<String, String> row = rows.get(p.index());
            assertEquals(p.timestampNanos(), Long.parseLong(row.get("frame.time_epoch").replace(".", "")));
            assertEquals(p.originalLength(), Integer.parseInt(row.get("frame.len")));
            assertEquals(p.bytes().length, Integer.parseInt(row.get("frame.cap_len")));
        }
    }

    @Test
    void cannotBeWritten() {
        Path file = dir.resolve("no/such/folder.pcapng");
        CaptureException e = assertThrows(CaptureException.class, () -> PcapngWriter.write(file, List.of()));
        assertTrue(e.what().startsWith("cannot be written"), e.getMessage());
        assertEquals(file, e.place().file().orElseThrow());
    }
}
