package dev.xdpscope.engine.random;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of programs with what a kernel made of them. */
final class SavedPrograms {
    static final Path FOLDER = Path.of("src", "test", "resources", "dev", "xdpscope", "engine", "random");

    private SavedPrograms() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Saved> read(Path file) {
        try {
            return SavedReader.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String file, List<Saved> programs) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(file), String.join("", programs.stream().map(Saved::text).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
