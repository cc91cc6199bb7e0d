package dev.xdpscope.app.view;

import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.ChangedScenario;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.drivers.nic.Nics;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns files that somebody opens, drops or names on the command line into a scenario. */
public final class ScenarioOpener {
    /** What a file is, by its first bytes; by its name only where those do not tell. */
    private enum Kind {
        SCENARIO,
        OBJECT,
        CAPTURE
    }

    private static final String EXPECTED = "Open a scenario (.json), an object (.o) or a capture (.pcap, .pcapng).";
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
    private static final List<byte[]> CAPTURES = List.of(bytes(0x0a0d0d0a), bytes(0xa1b2c3d4), bytes(0xd4c3b2a1),
            bytes(0xa1b23c4d), bytes(0x4d3cb2a1));

    private final Function<Path, Scenario> reader;
    private final Optional<Path> sample;

    /**
     * @param reader reads a scenario file
     * @param sample the scenario whose parts stand in where nothing is open: an object gets its packets, a capture its program
     */
    public ScenarioOpener(Function<Path, Scenario> reader, Optional<Path> sample) {
        this.reader = reader;
        this.sample = sample;
    }

    private static byte[] bytes(int magic) {
        return new byte[]{(byte) (magic >>> 24), (byte) (magic >>> 16), (byte) (magic >>> 8), (byte) magic};
    }

    /**
     * The scenario that {@code files} are or make together with what is open.
     *
     * @param open the scenario that is open: a file replaces its part of it, and what belongs to that becomes void
     * @throws ProblemException if that is not possible
     */
    public ChangedScenario scenario(List<Path> files, Optional<Scenario> open) {
        Optional<Scenario> base = open;
        Optional<Path> object = Optional.empty();
        Optional<Path> capture = Optional.empty();
        for (Path file : files) {
            switch (kind(file)) {
                case SCENARIO -> base = Optional.of(reader.apply(file));
                case OBJECT -> object = Optional.of(file);
                case CAPTURE -> capture = Optional.of(file);
            }
        }
        return combine(base.or(() -> sample.map(reader)), object, capture);
    }

    private ChangedScenario combine(Optional<Scenario> base, Optional<Path> object, Optional<Path> capture) {
        if (base.isPresent()) {
            return object.map(Change::object).orElse(Change.NONE)
                    .and(capture.map(Change::packets).orElse(Change.NONE)).apply(base.get());
        }
        Path program = object.orElseThrow(() -> new ProblemException(Place.of(capture.orElseThrow()),
                "a capture alone cannot be run", "Open a scenario or an object first, or both files together."));
        Path packets = capture.orElseThrow(() -> new ProblemException(Place.of(program),
                "there are no packets to run the program on", "Open the object together with a pcap or pcapng file."));
        return ChangedScenario.unchanged(Scenario.of(Nics.builtIn().getFirst(), program, packets));
    }

    /** Whether {@code file} is one that can be opened again by itself, going by its name. */
    public static boolean opensAlone(Path file) {
        return name(file).endsWith(".json") || name(file).endsWith(".o");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Kind kind(Path file) {
        if (Files.isDirectory(file)) {
            throw new ProblemException(Place.of(file), "this is a directory", EXPECTED);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ProblemException(Place.of(file), "this is not a regular file", EXPECTED);
        }
        byte[] start = start(file);
        if (Arrays.equals(start, ELF) || name(file).endsWith(".o")) {
            return Kind.OBJECT;
        }
        boolean capture = CAPTURES.stream().anyMatch(c -> Arrays.equals(c, start));
        return capture || name(file).endsWith(".pcap") || name(file).endsWith(".pcapng") ? Kind.CAPTURE : Kind.SCENARIO;
    }

    private static byte[] start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(4);
        } catch (IOException e) {
            throw new ProblemException(Place.of(file), "the file cannot be read: " + e.getMessage(),
                    "Check its name and permissions.");
        }
    }
}
