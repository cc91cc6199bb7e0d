package dev.xdpscope.drivers.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFuzzTest {
    private static final Path NAME = Path.of("fuzzed");
    private static final int MUTANTS_PER_FILE = 5000;

    /** The packets, or empty if the bytes were refused; anything but a CaptureException escapes. */
    private static Optional<List<Packet>> read(byte[] bytes) throws IOException {
        try {
            return Optional.of(Captures.read(NAME, new ByteArrayInputStream(bytes), Integer.MAX_VALUE).packets());
        } catch (CaptureException e) {
            assertEquals(Optional.of(NAME), e.place().file());
            assertTrue(e.place().offset().orElseThrow() <= bytes.length, e.getMessage());
            assertFalse(e.what().isBlank() || e.remedy().isBlank(), e.getMessage());
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-le.pcap", "ns-be.pcap", "ns-be.pcapng", "sections.pcapng", "simple.pcapng"})
    void everyPrefixGivesTheFirstPacketsOrIsRefused(String name) throws Exception {
        byte[] whole = Files.readAllBytes(Samples.file(name));
        List<Packet> all = read(whole).orElseThrow();
        int accepted = 0;
        for (int length = 0; length < whole.length; length++) {
            Optional<List<Packet>> some = read(Arrays.copyOf(whole, length));
            if (some.isPresent()) {
                accepted++;
                assertEquals(all.subList(0, some.get().size()), some.get());
                assertTrue(some.get().size() < all.size(), "a prefix holds all packets");
            }
        }
        assertTrue(accepted >= all.size(), "every packet's end is a valid end: " + accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-le.pcap", "ns-le.pcap", "ns-be.pcap", "ns-be.pcapng", "sections.pcapng",
        "simple.pcapng"})
    void mutantsAreReadOrRefused(String name) throws Exception {
        byte[] whole = Files.readAllBytes(Samples.file(name));
        Random random = new Random(name.hashCode());
        int refused = 0;
        for (int i = 0; i < MUTANTS_PER_FILE; i++) {
            refused += read(mutant(whole, random)).isEmpty() ? 1 : 0;
        }
        assertTrue(refused > 0 && refused < MUTANTS_PER_FILE, refused + " refused");
    }

    /** Bits flipped, words replaced by extremes, parts removed or doubled, mostly near the headers. */
    private static byte[] mutant(byte[] whole, Random random) {
        byte[] b = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(random.nextBoolean() ? b.length : Math.min(b.length, 150));
            switch (random.nextInt(4)) {
                case 0 -> b[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> Arrays.fill(b, at, Math.min(b.length, at + 4), (byte) (random.nextBoolean() ? -1 : 0));
                case 2 -> b[at] = (byte) random.nextInt(256);
                default -> {
                    int from = random.nextInt(b.length);
                    int n = Math.min(random.nextInt(64), b.length - Math.max(at, from));
                    System.arraycopy(b, from, b, at, n);
                }
            }
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(b, random.nextInt(b.length)) : b;
    }

    @Test
    void randomBytesBehindEachMagicAreReadOrRefused() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 5000; i++) {
            byte[] b = new byte[random.nextInt(200)];
            random.nextBytes(b);
            byte[] magic = Files.readAllBytes(Samples.file(i % 2 == 0 ? "ns-be.pcapng" : "ns-le.pcap"));
            int keep = Math.min(b.length, random.nextInt(40));
            System.arraycopy(magic, 0, b, 0, keep);
            read(b);
        }
    }
}
