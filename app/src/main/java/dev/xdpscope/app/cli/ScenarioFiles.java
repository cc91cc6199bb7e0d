package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Scenario;
import dev.xdpscope.drivers.lab.ScenarioFile;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that one can start with: scenarios, folders with one, objects and captures. */
final class ScenarioFiles {
    private static final String NAME = "scenario.json";
    private static final int ELF = 0x7f;

    private ScenarioFiles() {}

    /** The scenario in a file, or in the {@code scenario.json} of a folder. */
    static Scenario read(Path file) {
        return ScenarioFile.read(inFolder(file));
    }

    /**
     * What a file that stands alone on the command line means: an object or a capture takes the place of that of
     * {@code sample}.
     */
    static Scenario open(Path file, Path sample) {
        Path inside = inFolder(file);
        return switch (firstByte(inside)) {
            case ELF -> with(ScenarioFile.read(sample), inside, ScenarioFile.read(sample).capture());
            case '{', '[', ' ', '\t', '\r', '\n', '"', -1 -> ScenarioFile.read(inside);
            default -> with(ScenarioFile.read(sample), ScenarioFile.read(sample).object(), inside);
        };
    }

    private static Scenario with(Scenario sample, Path object, Path capture) {
        return Scenario.of(sample.nic(), object, capture).withConfiguration(sample.configuration())
                .withRevision(sample.revision());
    }

    private static Path inFolder(Path file) {
        if (!Files.isDirectory(file)) {
            return file;
        }
        if (!Files.exists(file.resolve(NAME))) {
            throw new ProblemException(Place.of(file), "this is a directory without a " + NAME, "Name a file in it.");
        }
        return file.resolve(NAME);
    }

    private static int firstByte(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read();
        } catch (IOException e) {
            throw Problems.unreadable(file, e);
        }
    }
}
