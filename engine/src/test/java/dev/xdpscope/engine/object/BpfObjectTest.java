package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.program.MapSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpfObjectTest {
    private final BpfObject maps = BpfObject.read(Tools.fixture("maps.bpf.o"));

    @Test
    void listsProgramsFunctionsAndLicense() {
        BpfObject object = BpfObject.read(Tools.fixture("subprograms.bpf.o"));
        assertEquals(List.of("first xdp 8", "second xdp 14", "third xdp.frags 14"), object.programs().stream()
                .map(f -> f.name() + " " + f.section() + " " + f.size()).toList());
        assertEquals(List.of("mix", "fold", "unused", "visit", "first", "second", "third"),
                object.functions().stream().map(ObjectFunction::name).toList());
        assertEquals("GPL", object.license());
        assertEquals("Dual BSD/GPL", maps.license());
        assertEquals("", BpfObject.read(Tools.fixture("layouts.bpf.o")).license());
    }

    @Test
    void readsDeclaredMapsWithTheirTypes() {
        MapSpec flows = map("flows");
        assertEquals(List.of(MapSpec.HASH, 8, 16, 1024, 1),
                List.of(flows.type(), flows.keySize(), flows.valueSize(), flows.maxEntries(), flows.flags()));
        assertEquals(Optional.of("struct flow"), flows.keyType());
        assertEquals(Optional.of("struct counter"), flows.valueType());
        MapSpec totals = map("totals");
        assertEquals(List.of(MapSpec.PERCPU_ARRAY, 4, 16, 4, 0),
                List.of(totals.type(), totals.keySize(), totals.valueSize(), totals.maxEntries(), totals.flags()));
        assertEquals(Optional.empty(), totals.keyType());
    }

    @Test
    void makesMapsOfDataSections() {
        byte[] rodata = {(byte) 0xdc, 5, 0, 0, 53, 0, 123, 0, 0x3f, 1, 0x40, 1};
        assertArrayEquals(rodata, map(".rodata").initial().orElseThrow());
        assertEquals(MapSpec.RDONLY_PROG, map(".rodata").flags());
        assertArrayEquals(new byte[]{7, 0, 0, 0, 0, 0, 0, 0}, map(".data").initial().orElseThrow());
        assertArrayEquals(new byte[]{3, 0, 0, 0}, map(".data.errors").initial().orElseThrow());
        assertArrayEquals(new byte[4], map(".bss").initial().orElseThrow());
        assertEquals(0, map(".bss").flags());
        assertEquals(1, map(".bss").maxEntries());
    }

    private MapSpec map(String name) {
        return maps.maps().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void refusesFilesThatCannotBeObjects(@TempDir Path folder) throws IOException {
        refused("is a directory", folder);
        refused("no such file", folder.resolve("absent.o"));
        refused("is empty", Files.createFile(folder.resolve("empty.o")));
        Path huge = folder.resolve("huge.o");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(4L << 30);
        }
        refused("larger than 64 MiB", huge);
        refused("not an ELF object", Files.writeString(folder.resolve("text.o"), "int main() { return 0; }"));
        refused("not a regular file", Path.of("/dev/null"));
    }

    private static void refused(String why, Path file) {
        ProblemException e = assertThrows(ProblemException.class, () -> BpfObject.read(file), why);
        assertTrue(e.what().contains(why), e.getMessage());
        assertEquals(Optional.of(file), e.place().file());
        assertTrue(!e.remedy().isEmpty());
    }

    @Test
    void namesTheProgramsThereAreWhenOneIsMissing() {
        ProblemException e = assertThrows(ProblemException.class, () -> maps.link("cuont", Optional.empty()));
        assertTrue(e.getMessage().contains("cuont") && e.getMessage().contains("There are: count"), e.getMessage());
    }
}
