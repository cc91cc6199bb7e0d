package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {
    private static final String[] STATUS = {"tcp.checksum.status", "udp.checksum.status", "icmp.checksum.status",
        "icmpv6.checksum.status", "sctp.checksum.status"};

    /** The sample's packets and mutants of them, so that wrong checksums of every kind are met. */
    @Test
    void tsharkJudgesMutantsAlike(@TempDir Path dir) throws Exception {
        Random random = new Random(2026);
        List<Packet> packets = new ArrayList<>(Samples.packets());
        for (Packet p : Samples.packets()) {
            Frame f = Frame.parse(p.bytes());
            for (int i = 0; i < 20 && f.l4().isPresent(); i++) {
                byte[] b = p.bytes().clone();
                int from = f.l4().get().offset();
                b[changeable(f, from, random)] ^= (byte) (1 << random.nextInt(8));
                packets.add(new Packet(packets.size(), p.timestampNanos(), b, b.length));
            }
        }
        Path file = dir.resolve("mutants.pcapng");
        PcapngWriter.write(file, packets);
        List<Map<String, String>> rows = Tshark.fields(file, STATUS);
        Map<ChecksumStatus, Integer> compared = new EnumMap<>(ChecksumStatus.class);
        for (Packet p : packets) {
            Frame f = Frame.parse(p.bytes());
            if (f.l4().isPresent() && IpProtocol.checked(f.l3().orElseThrow().protocol())) {
                String theirs = Stream.of(STATUS).map(rows.get(p.index())::get).filter(s -> !s.isEmpty()).findFirst()
                        .orElseThrow();
                assertEquals(theirs, MixedCaptureTest.status(f.l4Checksum()), p.index() + ": " + f.summary());
                compared.merge(f.l4Checksum(), 1, Integer::sum);
            }
        }
        assertTrue(compared.get(ChecksumStatus.OK) > 20 && compared.get(ChecksumStatus.BAD) > 200, compared.toString());
    }

    /** A byte of the transport header's ports or checksum or of the payload, but of no length field. */
    private static int changeable(Frame f, int from, Random random) {
        int payload = from + f.l4().orElseThrow().headerLength();
        boolean header = payload >= f.bytes().length || random.nextBoolean();
        return header ? from + random.nextInt(f.l4().get() instanceof L4.Ported ? 4 : 2)
                : payload + random.nextInt(f.bytes().length - payload);
    }

    @Test
    void sumIsThatOfRfc1071() {
        byte[] example = {0x00, 0x01, (byte) 0xf2, 0x03, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, (byte) 0xf7};
        assertEquals(0xddf2, Checksums.sum(example, 0, 8));
        assertEquals(0x0100, Checksums.sum(new byte[]{1}, 0, 1));
        assertEquals(0, Checksums.sum(example, 3, 3));
    }

    @Test
    void packetSumIsHeaderPlusPayload() {
        for (Frame f : Samples.frames()) {
            assertEquals(f.l3().isPresent(), f.ipSum().isPresent());
            if (f.l3().isPresent()) {
                L3 l3 = f.l3().get();
                int header = Checksums.sum(f.bytes(), l3.offset(), l3.payload());
                int payload = Checksums.sum(f.bytes(), l3.payload(), Math.min(f.bytes().length, l3.end()));
                assertEquals(f.ipSum().orElseThrow(), Checksums.fold((long) header + payload));
                if (f.l3Checksum() == ChecksumStatus.OK) {
                    assertEquals(0xffff, header);
                }
            }
        }
    }

    @Test
    void paddingDoesNotCount() {
        for (Frame f : Samples.frames()) {
            byte[] padded = Arrays.copyOf(f.bytes(), f.bytes().length + 7);
            Arrays.fill(padded, f.bytes().length, padded.length, (byte) 0x5a);
            Frame g = Frame.parse(padded);
            assertEquals(f.l4Checksum(), g.l4Checksum());
            assertEquals(f.ipSum(), g.ipSum());
            if (f.l3().isPresent()) {
                assertEquals("Padding", g.layers().getLast().name());
            }
        }
    }

    @Test
    void cutPacketsCannotBeChecked() {
        for (Frame f : Samples.frames()) {
            boolean checked = f.l4Checksum() == ChecksumStatus.OK || f.l4Checksum() == ChecksumStatus.BAD;
            if (checked) {
                Frame cut = Frame.parse(Arrays.copyOf(f.bytes(), f.bytes().length - 1));
                assertEquals(ChecksumStatus.NOT_CHECKABLE, cut.l4Checksum());
            }
        }
    }
}
