package dev.xdpscope.app.cli;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command is going to write, and their folder. */
final class OutputFiles {
    private OutputFiles() {}

    /** Makes {@code folder}, and those it lies in, unless they are there. */
    static void makeFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (Files.exists(folder)) {
            throw new ProblemException(Place.of(folder), "this is no folder", "Name a folder.");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ProblemException(Place.of(folder), "the folder cannot be made", "Choose another one.");
        }
    }

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
