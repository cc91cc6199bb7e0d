package dev.xdpscope.drivers.fuzz;

import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Inputs that made a reader fail, one for each way to fail, kept as files. */
final class Failures {
    private static final int MINIMISING_STEPS = 3000;
    private static final int FRAMES = 3;

    private final Subject subject;
    private final Path folder;
    private final Set<String> seen = new HashSet<>();

    Failures(Subject subject, Path folder) {
        this.subject = subject;
        this.folder = folder;
    }

    boolean none() {
        return seen.isEmpty();
    }

    int count() {
        return seen.size();
    }

    /** The kind of input that a kept file holds. */
    static String kind(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('-'));
    }

    void add(Input input, Throwable thrown) {
        if (seen.add(way(thrown))) {
            Path file = keep(smaller(input, way(thrown)));
            System.out.println("FAILED, kept as " + file);
            thrown.printStackTrace(System.out);
        }
    }

    /** Keeps an input on which the reader does not come to an end; nothing can be tried with it. */
    void addHanging(Input input, StackTraceElement[] where) {
        seen.add("hang");
        System.out.println("HANGS, kept as " + keep(input) + "\n" + Arrays.stream(where)
                .map(f -> "\tat " + f).collect(Collectors.joining("\n")));
    }

    private static String way(Throwable thrown) {
        return thrown.getClass() + Arrays.stream(thrown.getStackTrace())
                .filter(f -> f.getClassName().startsWith("dev.xdpscope")).limit(FRAMES)
                .map(StackTraceElement::toString).collect(Collectors.joining());
    }

    /** Leaves out what is not needed to fail in the same way, in ever smaller parts. */
    private Input smaller(Input input, String way) {
        byte[] best = input.bytes();
        int steps = 0;
        for (int part = best.length / 2; part > 0; part /= 2) {
            for (int at = 0; at + part <= best.length && steps < MINIMISING_STEPS;) {
                byte[] less = Mutations.remove(best, at, part);
                steps++;
                if (fails(new Input(input.kind(), less)).equals(way)) {
                    best = less;
                } else {
                    at += part;
                }
            }
        }
        return new Input(input.kind(), best);
    }

    private String fails(Input input) {
        try {
            subject.read(input);
            return "";
        } catch (ProblemException e) {
            return "";
        } catch (Throwable e) { // as in the fuzzer
            return way(e);
        }
    }

    private Path keep(Input input) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve("%s-%08x".formatted(input.kind(), Arrays.hashCode(input.bytes()))),
                    input.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
