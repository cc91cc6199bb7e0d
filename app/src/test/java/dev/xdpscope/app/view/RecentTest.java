package dev.xdpscope.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of scenarios that were opened last. */
class RecentTest {
    @TempDir
    Path folder;

    private Path scenario(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "{}").toAbsolutePath();
    }

    @Test
    void theTenNewestAreKeptNewestFirstAndReadAgain() throws IOException {
        Path file = folder.resolve("config").resolve("recent");
        Recent recent = new Recent(Optional.of(file));
        List<Path> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Path scenario = scenario("s" + i + ".json");
            recent.add(scenario);
            expected.addFirst(scenario);
        }
        assertEquals(expected.subList(0, 10), recent.paths());
        Path again = expected.get(4);
        recent.add(again.getParent().resolve(".").resolve(again.getFileName()));
        expected = new ArrayList<>(expected.subList(0, 10));
        expected.remove(again);
        expected.addFirst(again);
        assertEquals(expected, recent.paths());
        assertEquals(expected, new Recent(Optional.of(file)).paths());
        Files.delete(again);
        assertEquals(expected.subList(1, 10), recent.paths(), "what no longer exists is not offered");
    }

    @Test
    void aDamagedListIsReadAsFarAsItGoes() throws IOException {
        Path one = scenario("one.json");
        Path file = folder.resolve("recent");
        Files.writeString(file, "\n\0\n" + one + "\n");
        assertEquals(List.of(one), new Recent(Optional.of(file)).paths());
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe});
        assertEquals(List.of(), new Recent(Optional.of(file)).paths());
        Files.writeString(file, (one + "\n").repeat(12));
        assertEquals(10, new Recent(Optional.of(file)).paths().size());
    }

    @Test
    void withoutAFileItIsKeptForTheTimeBeing() throws IOException {
        Recent recent = new Recent(Optional.empty());
        Path one = scenario("one.json");
        recent.add(one);
        assertEquals(List.of(one), recent.paths());
    }

    @Test
    void aPlaceThatCannotBeWrittenDisturbsNobody() throws IOException {
        Path one = scenario("one.json");
        Recent recent = new Recent(Optional.of(one.resolve("recent")));
        recent.add(one);
        assertEquals(List.of(one), recent.paths());
    }
}
