package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.prepare.ProgramChoice;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.ChangedScenario;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.engine.object.BpfObject;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        String magic = magic(inside);
        if (magic.equals(ELF)) {
            throw new ProblemException(Place.of(file), "this is an object, not a scenario",
                    "Give it as --object, with --packets and --nic.");
        }
        if (CAPTURES.contains(magic)) {
            throw new ProblemException(Place.of(file), "this is a capture, not a scenario",
                    "Give it as --packets, with a scenario or with --object and --nic.");
        }
        return ScenarioFile.read(inside);
    }

    /**
     * What a file that stands alone on the command line means: an object or a capture takes the place of that of
     * {@code sample}.
     */
    static ChangedScenario open(Path file, Path sample) {
        Path inside = inFolder(file);
        String magic = magic(inside);
        if (magic.equals(ELF)) {
            return Change.object(inside).apply(ScenarioFile.read(sample));
        }
        return CAPTURES.contains(magic) ? Change.packets(inside).apply(ScenarioFile.read(sample))
                : ChangedScenario.unchanged(ScenarioFile.read(inside));
    }

    /**
     * The scenarios that a file on the command line stands for: an object takes the place of that of {@code sample}, each of its XDP
     * programs in turn.
     */
    static List<Scenario> all(Path file, Optional<Path> sample) {
        Path inside = inFolder(file);
        if (!magic(inside).equals(ELF)) {
            return List.of(read(file));
        }
        Path first = sample.orElseThrow(() -> Problems.usage("the samples are not known, whose packets an object gets",
                "Write a scenario for it."));
        List<Scenario> programs =
                BpfObject.read(inside).programs().stream().filter(p -> ProgramChoice.isXdp(p.section()))
                        .map(p -> ScenarioFile.read(first).with(Change.object(inside).and(Change.program(p.name()))))
                        .toList();
        if (programs.isEmpty()) {
            throw new ProblemException(Place.of(file), "there is no program in an xdp section",
                    "Put SEC(\"xdp\") before "
                            + "the program's function and compile it with clang -target bpf.");
        }
        return programs;
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
            return JsonNodes.hex(in.readNBytes(4));
        } catch (IOException e) {
            throw Problems.unreadable(file, e);
        }
    }
}
