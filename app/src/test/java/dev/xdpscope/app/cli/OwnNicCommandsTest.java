package dev.xdpscope.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A NIC of one's own, in a folder anywhere, with templates in each of their forms and with mistakes in them. */
final class OwnNicCommandsTest {
    private static final Path TINY =
            Xdpscope.HOME.resolve("drivers/src/test/resources/dev/xdpscope/drivers/nics/tiny");

    @TempDir
    private Path folder;

    private String nic;

    @BeforeEach
    void copy() throws IOException {
        Path copy = folder.resolve("mine");
        try (Stream<Path> files = Files.walk(TINY)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, copy.resolve(TINY.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        nic = copy.toString();
    }

    @Test
    void everyFormOfATemplateIsShownAsTheSameInstructions() {
        List<String> shown = Stream.of("fields", "assembly", "macros").map(form -> {
            Xdpscope.Result result =
                    Xdpscope.run("unroll", "--nic", nic, "--kfunc", "rx_hash", "--set", "template=" + form);
            assertEquals(0, result.code(), result.err());
            return result.out();
        }).distinct().toList();
        assertEquals(1, shown.size(), shown.toString());
        assertTrue(shown.getFirst().contains("tiny_desc.hash"), shown.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fields", "assembly", "macros"})
    void unrolledAndCalledDifferOnlyInInstructions(String form) throws IOException {
        Xdpscope.Result called = run("kfunc-call", form, "--json");
        assertEquals(0, called.code(), called.err());
        Path expected = Files.writeString(folder.resolve("called.json"), called.out());
        JsonNode packets = called.json().get("packets");
        assertTrue(packets.valueStream().anyMatch(p -> !p.get("instructions").isNull()), called.out());
        Xdpscope.Result unrolled = run("kfunc-unrolled", form, "--expect", expected.toString());
        assertEquals(1, unrolled.code(), unrolled.err());
        List<String> differing = unrolled.out().lines().filter(l -> l.startsWith("/")).toList();
        assertFalse(differing.isEmpty(), unrolled.out());
        assertTrue(differing.stream().allMatch(l -> l.startsWith("/design:") || l.contains("/instructions:")),
                String.join("\n", differing));
    }

    private Xdpscope.Result run(String design, String form, String... more) {
        return Xdpscope.run(Stream.concat(Stream.of("run", Xdpscope.HINTS, "--nic", nic, "--design", design, "--set",
                "template=" + form, "--limit", "12"), Stream.of(more)).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fields   | unroll/rx_hash.s          | desc.hash         | desc.hahs        | rx_hash.s: line 5, column 9           | desc.hash
            fields   | unroll/rx_hash.s          | return 0          | retrun 0         | rx_hash.s: line 7, column 9           | an instruction
            assembly | unroll/rx_hash.assembly.s | goto end          | goto ned         | rx_hash.assembly.s: line 6, column 25 | ned
            assembly | unroll/rx_hash.assembly.s | w0 &= 3           | w6 &= 3          | rx_hash.assembly.s: line 10, column 9 | Use r0 to r5 only
            macros   | unroll/rx_hash.macros     | tiny_desc, hash   | tiny_desc, hsah  | rx_hash.macros: line 8, column 70     | tiny_desc.hash
            macros   | unroll/rx_hash.macros     | BPF_STX_MEM(BPF_W | BPF_STX_MM(BPF_W | rx_hash.macros: line 9, column 2      | BPF_STX_MEM
            """)
    void aMistakeIsOneLineWithItsPlace(String form, String file, String right, String wrong, String place,
            String remedy) throws IOException {
        Path template = Path.of(nic).resolve(file);
        String text = Files.readString(template);
        assertTrue(text.contains(right), text);
        Files.writeString(template, text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        for (String[] command : new String[][]{
            {"unroll", "--nic", nic, "--kfunc", "rx_hash", "--set", "template=" + form},
            {"run", Xdpscope.HINTS, "--nic", nic, "--set", "template=" + form}}) {
            Xdpscope.Result result = Xdpscope.run(command);
            assertEquals(2, result.code(), result.out());
            assertEquals("", result.out());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains(place) && result.err().contains(remedy), result.err());
        }
    }
}
