package dev.xdpscope.app.cli;

import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Problems that the command line itself finds. */
final class Problems {
    private Problems() {}

    /** The arguments do not make sense together. */
    static ProblemException usage(String what, String remedy) {
        return new ProblemException(Place.NOWHERE, what, remedy);
    }

    static ProblemException unreadable(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException none ->
                    new ProblemException(Place.of(file), "there is no such file", "Check the name.");
            case AccessDeniedException denied ->
                    new ProblemException(Place.of(file), "the file may not be read", "Check its permissions.");
            default -> new ProblemException(Place.of(file), "the file cannot be read: " + e.getMessage(),
                    "Check the file and its disk.");
        };
    }

    /** {@code e} with {@code remedy} where it has none. */
    static ProblemException remedied(ProblemException e, String remedy) {
        return e.remedy().isEmpty() ? new ProblemException(e.place(), e.what(), remedy) : e;
    }

    /** {@code e} with the file it is about, and {@code remedy} where it has none. */
    static ProblemException in(Path file, ProblemException e, String remedy) {
        ProblemException better =
                new ProblemException(e.place().in(file), e.what(), e.remedy().isEmpty() ? remedy : e.remedy());
        better.initCause(e);
        return better;
    }
}
