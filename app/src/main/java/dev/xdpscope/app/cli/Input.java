package dev.xdpscope.app.cli;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that a command reads whole, from a file or from standard input. */
final class Input {
    static final Path STANDARD = Path.of("standard input");

    private static final int MOST = 16 << 20;

    private Input() {}

    /** @param file {@code -} for standard input */
    static String text(String file, Terminal terminal) {
        if (file.equals("-")) {
            return read(terminal.in(), STANDARD);
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new ProblemException(Place.of(path), "this is a directory", "Name a file in it.");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, path);
        } catch (IOException e) {
            throw Problems.unreadable(path, e);
        }
    }

    static String read(InputStream in, Path name) {
        try {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new ProblemException(Place.of(name), "this is more than 16 MiB", "Give a smaller program.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problems.unreadable(name, e);
        }
    }
}
