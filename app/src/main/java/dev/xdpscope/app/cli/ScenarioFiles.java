package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.Scenario;
import dev.xdpscope.drivers.lab.ScenarioFile;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Files that one can start with: scenarios, folders with one, objects and captures. */
final class ScenarioFiles {
    private static final String NAME = "scenario.json";
    private static final String ELF = "7f454c46";
    /** The first bytes of pcap files of either byte order and time unit, and of pcapng. */
    private static final Set<String> CAPTURES = Set.of("d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d", "0a0d0d0a");

    private ScenarioFiles() {}

    /** The scenario in a file, or in the {@code scenario.json} of a folder. */
    static Scenario read(Path file) {
        Path inside = inFolder(file);
        if (magic(inside).equals(ELF)) {
            throw new ProblemException(Place.of(file), "this is an object, not a scenario",
                    "Give it as --object, with --packets and --nic.");
        }
        return ScenarioFile.read(inside);
    }

    /**
     * What a file that stands alone on the command line means: an object or a capture takes the place of that of
     * {@code sample}.
     */
    static Scenario open(Path file, Path sample) {
        Path inside = inFolder(file);
        Scenario first = ScenarioFile.read(sample);
        String magic = magic(inside);
        if (magic.equals(ELF)) {
            return with(first, inside, first.capture());
        }
        return CAPTURES.contains(magic) ? with(first, first.object(), inside) : ScenarioFile.read(inside);
    }

    private static Scenario with(Scenario sample, Path object, Path capture) {
        return Scenario.of(sample.nic(), object, capture).withConfiguration(sample.configuration())
                .withRevision(sample.revision());
    }

    /** {@code file}, or the scenario in it if it is a folder. */
    static Path inFolder(Path file) {
        if (!Files.isDirectory(file)) {
            return file;
        }
        if (!Files.exists(file.resolve(NAME))) {
            throw new ProblemException(Place.of(file), "this is a directory without a " + NAME, "Name a file in it.");
        }
        return file.resolve(NAME);
    }

    private static String magic(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Json.hex(in.readNBytes(4));
        } catch (IOException e) {
            throw Problems.unreadable(file, e);
        }
    }
}
