package dev.xdpscope.drivers.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files of the project that fuzzing begins with. */
final class Seeds {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private Seeds() {}

    static Path file(String path) {
        return PROJECT.resolve(path);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files of at most {@code most} bytes in folders, always in the same order. */
    static List<Input> of(String kind, String ending, int most, String... folders) {
        List<Input> seeds = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(file(folder))) {
                files.filter(f -> f.toString().contains(ending) && Files.isRegularFile(f)).sorted().map(Seeds::bytes)
                        .filter(b -> b.length <= most).forEach(b -> seeds.add(new Input(kind, b)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seeds;
    }
}
