package dev.xdpscope.engine.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xdpscope.engine.object.btf.Btf;
import dev.xdpscope.engine.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompilersTest {
    @Test
    void committedObjectsAreWhatTheirSourcesGive(@TempDir Path folder) {
        Tools.need("clang-19");
        Path sources = copySources(folder);
        for (Path object : Tools.objects()) {
            String source = object.getFileName().toString().replaceAll("o$", "c");
            Path again = Tools.compile("clang-19", sources, source, folder.resolve("again.o"));
            assertArrayEquals(Tools.bytes(object), Tools.bytes(again), "run build.sh: " + source);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18, 19, 20, 21, 22})
    void readsAndLinksWhatEachClangWrites(int version, @TempDir Path folder) {
        String compiler = "clang-" + version;
        Tools.need(compiler);
        Path sources = copySources(folder);
        // -mcpu=v4 came with clang 18.
        for (String cpu : version < 18 ? List.of("v1", "v2", "v3") : List.of("v1", "v2", "v3", "v4")) {
            Optional<Btf> target = build(compiler, sources, "core_target.bpf.c", cpu, folder).btf();
            for (Path fixture : Tools.objects()) {
                String source = fixture.getFileName().toString().replaceAll("o$", "c");
                BpfObject object = build(compiler, sources, source, cpu, folder);
                BpfObject committed = BpfObject.read(fixture);
                assertEquals(names(committed), names(object), compiler + " " + cpu + " " + source);
                assertEquals(committed.maps().stream().map(m -> m.name() + m.valueSize()).sorted().toList(),
                        object.maps().stream().map(m -> m.name() + m.valueSize()).sorted().toList());
                object.programs().stream().filter(p -> !p.name().equals("variable"))
                        .forEach(p -> sound(object.link(p.name(), target)));
            }
        }
    }

    private static void sound(Program program) {
        assertTrue(program.line(0).isPresent(), program.name());
        assertFalse(program.functions().isEmpty());
        assertEquals(program.code().size(), program.functions().getLast().end());
        assertEquals(program.code().size(), program.object().code().size());
    }

    private static List<String> names(BpfObject object) {
        return object.programs().stream().map(ObjectFunction::name).toList();
    }

    private static BpfObject build(String compiler, Path sources, String source, String cpu, Path folder) {
        Path object = folder.resolve(source + "." + cpu + ".o");
        return BpfObject.read(Tools.compile(compiler, sources, source, object, "-mcpu=" + cpu));
    }

    private static Path copySources(Path folder) {
        try (Stream<Path> files = Files.list(Tools.fixtures())) {
            Path sources = Files.createDirectory(folder.resolve("sources"));
            for (Path file : files.filter(f -> f.toString().matches(".*\\.[ch]")).toList()) {
                Files.copy(file, sources.resolve(file.getFileName()));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
