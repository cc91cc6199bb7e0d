package dev.xdpscope.drivers.lab.scenario;

import dev.xdpscope.drivers.export.ExportForm;
import dev.xdpscope.drivers.json.Json;
import dev.xdpscope.drivers.nic.ClockSettings;
import dev.xdpscope.engine.problem.ProblemException;
import dev.xdpscope.engine.route.Routing;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Scenarios as files (docs/scenario.schema.json). Names of files in them are relative to the scenario's folder. */
public final class ScenarioFile {
    private static final int MOST_CPUS = 256;
    private static final int LARGEST_BUDGET = 100_000_000;

    private final Path file;
    private final Json json;

    private ScenarioFile(Path file, Json json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Reads a scenario.
     *
     * @throws ProblemException if the file is no scenario; files that it names are not looked at
     */
    public static Scenario read(Path file) {
        return new ScenarioFile(file, Json.read(file)).scenario();
    }

    private Scenario scenario() {
        json.object("$schema", "name", "about", "nic", "revision", "configuration", "object", "program", "design",
                "packets",
                "limit", "descriptors", "kernel", "clock", "load", "receivers", "tc", "gro", "routing");
        return new Scenario(json.text("name", String.valueOf(file.getFileName())), json.text("about", ""),
                new NicChoice(nic(json.get("nic")), json.find("revision").map(Json::text), configuration()),
                new ProgramSource(path(json.get("object")), json.find("program").map(Json::text),
                        PastXdpReader.design(json)),
                new PacketSource(path(json.get("packets")), json.find("limit")
                        .map(l -> l.integer(1, Integer.MAX_VALUE)).orElse(PacketSource.DEFAULT_LIMIT),
                        json.find("descriptors").map(this::path)),
                kernel().withClock(clock()).withLoading(loading()).withRouting(routing()),
                new PastXdpReader(this::path, this::nic).read(json));
    }

    /** A NIC folder is named by a path, a built-in NIC by a name without separator. */
    private String nic(Json name) {
        return name.text().contains("/") ? path(name).toString() : name.text();
    }

    private Map<String, String> configuration() {
        Map<String, String> settings = new LinkedHashMap<>();
        json.find("configuration").ifPresent(c -> c.members().forEach((key, value) -> settings.put(key, value.text())));
        return Map.copyOf(settings);
    }

    private KernelSettings kernel() {
        KernelSettings standard = KernelSettings.DEFAULT;
        Optional<Json> given = json.find("kernel");
        if (given.isEmpty()) {
            return standard;
        }
        Json kernel = given.get().object("cpus", "cpu", "seed", "budget", "export");
        int cpus = kernel.find("cpus").map(c -> c.integer(1, MOST_CPUS)).orElse(standard.cpus());
        return new KernelSettings(cpus,
                kernel.find("cpu").map(c -> c.integer(0, cpus - 1)).orElse(standard.cpu()),
                kernel.find("seed").map(Json::number).orElse(standard.seed()),
                kernel.find("budget").map(b -> (long) b.integer(1, LARGEST_BUDGET)).orElse(standard.budget()),
                standard.clock(), standard.loading(), kernel.find("export")
                        .map(e -> ExportForm.of(e.word("form of export", ExportForm.words())))
                        .orElse(standard.export()),
                standard.routing());
    }

    private Routing routing() {
        return json.find("routing").map(RoutingReader::read).orElse(Routing.NONE);
    }

    private ClockSettings clock() {
        return json.find("clock").map(ClockReader::read).orElse(ClockSettings.RIGHT);
    }

    private Loading loading() {
        Optional<Json> load = json.find("load");
        Map<String, String> words = new LinkedHashMap<>();
        load.ifPresent(l -> l.members().forEach((key, value) -> words.put(key, word(key, value))));
        try {
            return LoadingReader.read(Loading.DEFAULT, words);
        } catch (ProblemException e) {
            throw e.at(load.orElse(json).place());
        }
    }

    private String word(String key, Json value) {
        return key.equals("kconfig") ? path(value).toString()
                : value.node().isBoolean() ? value.node().asString() : value.text();
    }

    private Path path(Json name) {
        try {
            return relative(file.toAbsolutePath().resolveSibling(name.text()).normalize());
        } catch (InvalidPathException e) {
            throw name.problem("this is no file name", "Correct the name.");
        }
    }

    /** As the user would name it: relative where the scenario was named so. */
    private Path relative(Path absolute) {
        return file.isAbsolute() ? absolute : Path.of("").toAbsolutePath().relativize(absolute);
    }
}
