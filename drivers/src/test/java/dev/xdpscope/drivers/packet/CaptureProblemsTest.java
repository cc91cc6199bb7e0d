package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a file that cannot be used: the file, the place, what is wrong, and what to do. */
class CaptureProblemsTest {
    @TempDir
    Path dir;

    private CaptureException problem(Path file) {
        CaptureException e = assertThrows(CaptureException.class, () -> Captures.read(file));
        assertEquals(file, e.place().file().orElseThrow());
        assertFalse(e.remedy().isEmpty(), e.getMessage());
        return e;
    }

    private CaptureException problem(byte[] content) throws Exception {
        return problem(Files.write(dir.resolve("capture"), content));
    }

    private static ByteBuffer header(int capacity, int linkType) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).putInt(0xa1b23c4d).putShort((short) 2)
                .putShort((short) 4).putLong(0).putInt(65535).putInt(linkType);
    }

    @Test
    void missingAndDirectory() {
        assertTrue(problem(dir.resolve("nothing.pcap")).what().contains("no such file"));
        assertTrue(problem(dir).what().contains("is a directory"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''               | is empty (0 bytes)",
        "a1b2             | is only 2 bytes long",
        "0102030405060708 | is not a capture: it begins with 01 02 03 04",
        "7f454c4602010100 | is an ELF object",
        "1f8b080000000000 | compressed with gzip",
        "28b52ffd00000000 | compressed with zstd",
        "34cdb2a102000400 | Kuznetzov's modified pcap",
        "736e6f6f70000000 | a snoop capture",
        "4d3cb2a102000400 | is cut in the file header: 16 of 24 bytes are missing",
        "0a0d0d0a1c000000ffffffff00000000 | byte-order magic ffffffff"
    })
    void wrongBeginning(String hex, String expected) throws Exception {
        CaptureException e = problem(HexFormat.of().parseHex(hex));
        assertTrue(e.what().contains(expected), e.getMessage());
        assertTrue(e.place().offset().isPresent());
    }

    @Test
    void otherLinkTypesAndVersionsAreNamed() throws Exception {
        assertTrue(problem(header(24, 113).array()).what().contains("Linux cooked"));
        assertTrue(problem(header(24, 4711).array()).what().contains("number 4711"));
        byte[] old = header(24, 1).putShort(6, (short) 2).array();
        assertTrue(problem(old).what().contains("version 2.2"));
        ByteBuffer cooked = ByteBuffer.wrap(Files.readAllBytes(Samples.mixed())).order(ByteOrder.LITTLE_ENDIAN);
        CaptureException e = problem(cooked.putShort(28 + 8, (short) 276).array());
        assertTrue(e.what().contains("Linux cooked v2"), e.getMessage());
    }

    @Test
    void cutInMidRecordSaysWhichPacketAndHowMuch() throws Exception {
        byte[] whole = Files.readAllBytes(Samples.file("us-be.pcap"));
        int second = 24 + 16 + 42;
        CaptureException e = problem(Arrays.copyOf(whole, second + 16 + 30));
        assertEquals("is cut in mid-record: 12 of 42 bytes of packet 1 (counted from 0) are missing", e.what());
        assertEquals(OptionalLong.of(second), e.place().offset());
        assertTrue(e.remedy().contains("first 1 packets"), e.remedy());
        assertTrue(problem(Arrays.copyOf(whole, second + 3)).what().contains("13 header bytes of packet 1"));

        byte[] ng = Files.readAllBytes(Samples.mixed());
        e = problem(Arrays.copyOf(ng, ng.length - 5));
        int last = Samples.packets().size() - 1;
        assertEquals("is cut in mid-record: 5 bytes of the pcapng block of packet %d (counted from 0) are missing"
                .formatted(last), e.what());
    }

    @Test
    void impossibleLengths() throws Exception {
        byte[] huge = header(40, 1).putLong(0).putInt(-1).putInt(100).array();
        CaptureException e = problem(huge);
        assertTrue(e.what().contains("4294967295 captured bytes"), e.getMessage());
        assertEquals(OptionalLong.of(24), e.place().offset());
        byte[] beyond = header(40, 1).putLong(0).putInt(Captures.MAX_PACKET).putInt(Captures.MAX_PACKET).array();
        assertTrue(problem(beyond).what().contains("262144 of 262144 bytes of packet 0"));
        byte[] long64 = header(40, 1).putLong(0).putInt(0).putInt(-1).array();
        assertTrue(problem(long64).what().contains("4294967295 bytes long on the wire"));
    }

    @Test
    void fourGibibytesGiveTheFirstPacketsOrOneMessage() throws Exception {
        Path file = Files.write(dir.resolve("huge.pcap"), header(24, 1).array());
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.setLength(4L << 30);
        }
        Capture some = Captures.read(file, 5);
        assertEquals(5, some.packets().size());
        assertFalse(some.complete());
        CaptureException e = problem(file);
        assertTrue(e.what().contains("more than 256 MiB"), e.getMessage());
        assertTrue(e.remedy().contains("editcap"), e.remedy());
    }
}
