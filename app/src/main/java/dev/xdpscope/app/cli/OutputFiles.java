package dev.xdpscope.app.cli;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command is going to write. */
final class OutputFiles {
    private OutputFiles() {}

    /** Finds out before any work is done that {@code file} could not be written. */
    static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new ProblemException(Place.of(file), "this is a directory", "Name a file in it.");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ProblemException(Place.of(file), "the folder does not exist", "Create it first.");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new ProblemException(Place.of(file), "this may not be written", "Choose another file.");
        }
    }
}
