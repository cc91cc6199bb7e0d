package dev.xdpscope.drivers.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.xdpscope.engine.object.elf.ElfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiled drivers of the built-in NICs are what their sources give, and say nothing of the machine that built them. */
class DriverObjectTest {
    private static final String CLANG = "clang-19";
    private static final Path NICS = Path.of("src/main/resources/dev/xdpscope/drivers/nics");
    private static final Pattern ABSOLUTE = Pattern.compile("\0/[A-Za-z0-9_.+-]+/[ -~]*\0");

    @Test
    void everyFolderIsInTheIndex() throws IOException {
        try (Stream<Path> folders = Files.list(NICS)) {
            assertEquals(folders.filter(f -> Files.exists(f.resolve("nic.json"))).map(f -> f.getFileName().toString())
                    .sorted().toList(), Nics.builtIn().stream().sorted().toList());
        }
    }

    @Test
    void noObjectHoldsAnAbsolutePath() throws IOException {
        for (String nic : Nics.builtIn()) {
            String bytes = "\0" + Files.readString(NICS.resolve(nic + "/hints.bpf.o"), StandardCharsets.ISO_8859_1);
            assertFalse(ABSOLUTE.matcher(bytes).find(), nic);
        }
    }

    @Test
    void everyObjectIsWhatItsSourceGives(@TempDir Path copy) throws IOException, InterruptedException {
        String version = version();
        copyTree(copy);
        Process build = new ProcessBuilder("sh", copy.resolve("build.sh").toString()).redirectErrorStream(true).start();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, build.waitFor(), said);
        for (String nic : Nics.builtIn()) {
            byte[] committed = Files.readAllBytes(NICS.resolve(nic + "/hints.bpf.o"));
            assumeTrue(new String(committed, StandardCharsets.ISO_8859_1).contains(version),
                    "the object of " + nic + " was compiled by another clang than this one, which is " + version);
            ElfFile old = ElfFile.parse(committed, Path.of("committed"));
            ElfFile made = ElfFile.parse(Files.readAllBytes(copy.resolve(nic + "/hints.bpf.o")), Path.of("made"));
            for (String section : List.of("kfunc", ".rodata", ".BTF", ".BTF.ext")) {
                assertArrayEquals(bytes(old, section), bytes(made, section), nic + " " + section);
                assertTrue(section.equals(".rodata") || bytes(old, section).length > 0, nic + " " + section);
            }
        }
    }

    /** The first line of what the compiler says of itself, which it also puts into objects. */
    private static String version() throws InterruptedException {
        try {
            Process p = new ProcessBuilder(CLANG, "--version").start();
            String first = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().findFirst()
                    .orElse("");
            p.waitFor();
            return first;
        } catch (IOException e) {
            assumeTrue(false, CLANG + " is not installed: the objects are not compared with what their sources give");
            throw new IllegalStateException(e);
        }
    }

    /** None for a section that is not there: a driver without constant tables has no .rodata. */
    private static byte[] bytes(ElfFile elf, String section) {
        return elf.section(section).map(s -> s.data().copy()).orElse(new byte[0]);
    }

    private static void copyTree(Path to) throws IOException {
        try (Stream<Path> all = Files.walk(NICS)) {
            for (Path from : all.toList()) {
                Path target = to.resolve(NICS.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(target);
                } else if (!from.toString().endsWith(".o")) {
                    Files.copy(from, target);
                }
            }
        }
    }
}
