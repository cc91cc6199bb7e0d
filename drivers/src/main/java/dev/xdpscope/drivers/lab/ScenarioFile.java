package dev.xdpscope.drivers.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.xdpscope.drivers.json.JsonFile;
import dev.xdpscope.engine.problem.Place;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Scenarios as files (docs/scenario.schema.json). Names of files in them are relative to the scenario's folder. */
public final class ScenarioFile {
    private record Document(@JsonProperty("$schema") String schema, String name, String about, String nic, String revision,
            Map<String, String> configuration, String object, String program, String design, String packets, Integer limit,
            String descriptors, Kernel kernel) {}

    private record Kernel(Integer cpus, Integer cpu, Long seed, Long budget) {}

    private static final int MOST_CPUS = 256;
    private static final long LARGEST_BUDGET = 100_000_000;

    private final Path file;
    private final Document document;

    private ScenarioFile(Path file, Document document) {
        this.file = file;
        this.document = document;
    }

    /**
     * Reads a scenario.
     *
     * @throws ProblemException if the file is no scenario; files that it names are not looked at
     */
    public static Scenario read(Path file) {
        return new ScenarioFile(file, JsonFile.read(file, Document.class)).scenario();
    }

    private Scenario scenario() {
        String object = required("object", document.object, "Name the ELF object with the program.");
        Scenario.KernelSettings kernel = kernel();
        int limit = document.limit == null ? Scenario.DEFAULT_LIMIT : document.limit;
        check(limit > 0, "limit", "the limit must be at least 1");
        return new Scenario(document.name == null ? String.valueOf(file.getFileName()) : document.name,
                document.about == null ? "" : document.about,
                nic(required("nic", document.nic, "Name a built-in NIC or a NIC folder.")),
                Optional.ofNullable(document.revision),
                document.configuration == null ? Map.of() : configuration(), path("object", object),
                Optional.ofNullable(document.program), design(),
                path("packets", required("packets", document.packets, "Name a pcap or pcapng file.")), limit,
                Optional.ofNullable(document.descriptors).map(d -> path("descriptors", d)), kernel);
    }

    /** A NIC folder is named by a path, a built-in NIC by a name without separator. */
    private String nic(String name) {
        return name.contains("/") ? path("nic", name).toString() : name;
    }

    private Map<String, String> configuration() {
        document.configuration.forEach((key, value) ->
                check(value != null, "configuration/" + key, "the switch has no value"));
        return Map.copyOf(document.configuration);
    }

    private AccessDesign design() {
        if (document.design == null) {
            return AccessDesign.KFUNC_CALL;
        }
        return AccessDesign.of(document.design).orElseThrow(() -> problem("design",
                "'" + document.design + "' is no access design", "Known are "
                        + Arrays.stream(AccessDesign.values()).map(AccessDesign::word).collect(Collectors.joining(", ")) + "."));
    }

    private Scenario.KernelSettings kernel() {
        Scenario.KernelSettings standard = Scenario.KernelSettings.DEFAULT;
        Kernel k = document.kernel;
        if (k == null) {
            return standard;
        }
        int cpus = k.cpus == null ? standard.cpus() : k.cpus;
        int cpu = k.cpu == null ? standard.cpu() : k.cpu;
        long budget = k.budget == null ? standard.budget() : k.budget;
        check(cpus >= 1 && cpus <= MOST_CPUS, "kernel/cpus", "there must be 1 to " + MOST_CPUS + " CPUs");
        check(cpu >= 0 && cpu < cpus, "kernel/cpu", "CPU " + cpu + " is not one of " + cpus);
        check(budget >= 1 && budget <= LARGEST_BUDGET, "kernel/budget",
                "the budget must be 1 to " + LARGEST_BUDGET + " instructions");
        return new Scenario.KernelSettings(cpus, cpu, k.seed == null ? standard.seed() : k.seed, budget);
    }

    private Path path(String field, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return relative(folder.resolve(text).normalize());
        } catch (java.nio.file.InvalidPathException e) {
            throw problem(field, "'" + text + "' is no file name", "Correct the name.");
        }
    }

    /** As the user would name it: relative where the scenario was named so. */
    private Path relative(Path absolute) {
        return file.isAbsolute() ? absolute : Path.of("").toAbsolutePath().relativize(absolute);
    }

    private String required(String field, String value, String remedy) {
        if (value == null || value.isBlank()) {
            throw problem("", "the field " + field + " is missing", remedy);
        }
        return value;
    }

    private void check(boolean good, String field, String what) {
        if (!good) {
            throw problem(field, what, "Correct the value.");
        }
    }

    private ProblemException problem(String field, String what, String remedy) {
        return new ProblemException(Place.of(file).pointer(field.isEmpty() ? "" : "/" + field), what, remedy);
    }
}
