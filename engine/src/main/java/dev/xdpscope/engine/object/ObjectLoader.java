package dev.xdpscope.engine.object;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an object's bytes from disk, if they can be those of an object at all. */
final class ObjectLoader {
    private static final int MOST = 64 << 20;
    private static final String GIVE = "Give a BPF object file, compiled with: clang -O2 -g -target bpfel -c";

    private ObjectLoader() {}

    static byte[] load(Path file) {
        if (Files.isDirectory(file)) {
            throw new ProblemException(Place.of(file), "this is a directory", GIVE);
        }
        if (!Files.exists(file)) {
            throw new ProblemException(Place.of(file), "there is no such file", "Check the name.");
        }
        if (!Files.isRegularFile(file)) {
            throw new ProblemException(Place.of(file), "this is not a regular file", GIVE);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length == 0) {
                throw new ProblemException(Place.of(file), "the file is empty", GIVE);
            }
            if (bytes.length > MOST) {
                throw new ProblemException(Place.of(file), "the file is larger than 64 MiB", GIVE);
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(Place.of(file), "the file cannot be read (" + e.getMessage() + ")",
                    "Check its permissions.");
        }
    }
}
