package dev.xdpscope.drivers.fuzz;

import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.drivers.lab.scenario.ScenarioFile;
import dev.xdpscope.drivers.nic.Nic;
import dev.xdpscope.drivers.nic.Nics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** JSON that people write: scenarios, NICs with all that their folders hold, expected results. */
final class JsonSubject implements Subject {
    private static final String NICS = "drivers/src/main/resources/dev/xdpscope/drivers/nics";
    private static final String NIC = "nic-";
    private static final String SCENARIO = "scenario";

    private final JsonMutations mutations = new JsonMutations();
    private final Path folder = temporary();
    /** By name a copy of a NIC's folder, the nic.json of which is replaced. */
    private final Map<String, Path> nics = new HashMap<>();

    @Override
    public List<Input> seeds() {
        List<Input> seeds = new ArrayList<>();
        for (String name : Nics.builtIn()) {
            seeds.add(new Input(NIC + name, Seeds.bytes(Seeds.file(NICS + "/" + name + "/nic.json"))));
        }
        seeds.addAll(Seeds.of(SCENARIO, ".json", 2 << 10, "sample-traces"));
        Seeds.of("expected", ".expected.json", 32 << 10, "sample-traces").stream().limit(3).forEach(seeds::add);
        return seeds;
    }

    @Override
    public byte[] change(Input input, Input other, Random random) {
        return random.nextInt(6) == 0 ? Mutations.bytes(input.bytes(), other.bytes(), random)
                : mutations.change(input.bytes(), other.bytes(), random);
    }

    @Override
    public String read(Input input) {
        if (input.kind().startsWith(NIC)) {
            Path nic = nics.computeIfAbsent(input.kind().substring(NIC.length()), this::copy);
            write(nic.resolve("nic.json"), input.bytes());
            use(Nics.load(nic.toString()));
            return "nic";
        }
        if (input.kind().equals(SCENARIO)) {
            Path file = folder.resolve("scenario.json");
            write(file, input.bytes());
            ScenarioFile.read(file);
            return SCENARIO;
        }
        String text = Json.parse(input.bytes(), Path.of("expected.json")).node().toString();
        return text.isEmpty() ? "nothing" : "json";
    }

    private static void use(Nic nic) {
        nic.configure(Optional.empty(), Map.of()).features();
    }

    private Path copy(String name) {
        Path from = Seeds.file(NICS + "/" + name);
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("xdpscope-fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
