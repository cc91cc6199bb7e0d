package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is run: a scenario, options that make one, or a scenario with options that override it. */
final class ScenarioOptions {
    @Parameters(arity = "0..1", paramLabel = "SCENARIO",
            description = "A scenario's JSON file, or a folder with a scenario.json.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--object", paramLabel = "X.o", description = "ELF object with the XDP program.")
    private Optional<Path> object = Optional.empty();

    @Option(names = "--program", paramLabel = "NAME",
            description = "The program's function, where the object has several.")
    private Optional<String> program = Optional.empty();

    @Option(names = "--packets", paramLabel = "FILE", description = "pcap or pcapng file with the packets.")
    private Optional<Path> packets = Optional.empty();

    @Mixin
    private NicOptions nic = new NicOptions();

    @Option(names = "--design", paramLabel = "D", converter = DesignConverter.class,
            description = "How the program gets at hints: raw-pointer, kfunc-call, kfunc-unrolled or "
                    + "xdp-md-field.")
    private Optional<AccessDesign> design = Optional.empty();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--limit", paramLabel = "N", description = "How many packets to take from the capture.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--descriptors", paramLabel = "FILE",
            description = "Recorded descriptors, one hex line per packet, in place of simulated ones.")
    private Optional<Path> descriptors = Optional.empty();

    /** The scenario that the arguments describe. */
    Scenario scenario() {
        if (limit.filter(n -> n < 1).isPresent()) {
            throw Problems.usage("--limit must be at least 1, not " + limit.get(),
                    "Leave it out to take what the scenario says.");
        }
        return overridden(file.map(ScenarioFiles::read).orElseGet(this::made));
    }

    /** Whether the user said how many packets to take. */
    boolean limited() {
        return limit.isPresent();
    }

    /** The access design that the user named. */
    Optional<AccessDesign> design() {
        return design;
    }

    /** The switches that the user set. */
    Map<String, String> settings() {
        return nic.settings();
    }

    private Scenario made() {
        if (object.isEmpty() || packets.isEmpty() || nic.nic().isEmpty()) {
            throw nothing();
        }
        return Scenario.of(nic.nic().get(), object.get(), packets.get()).withLimit(Integer.MAX_VALUE);
    }

    private ProblemException nothing() {
        Map<String, Boolean> needed = new LinkedHashMap<>();
        needed.put("--object", object.isPresent());
        needed.put("--packets", packets.isPresent());
        needed.put("--nic", nic.nic().isPresent());
        if (!needed.containsValue(true)) {
            return Problems.usage("there is nothing to run",
                    "Give a scenario's JSON file, or --object, --packets and --nic together.");
        }
        needed.values().removeIf(given -> given);
        return Problems.usage("without a scenario, --object, --packets and --nic are needed",
                "Add " + String.join(" and ", needed.keySet()) + ".");
    }

    private Scenario overridden(Scenario from) {
        boolean otherNic = nic.nic().filter(n -> !n.equals(from.nic())).isPresent();
        Map<String, String> configuration = new LinkedHashMap<>(otherNic ? Map.of() : from.configuration());
        configuration.putAll(nic.settings());
        Optional<String> otherProgram = object.isPresent() ? Optional.empty() : from.program();
        return new Scenario(from.name(), from.about(), nic.nic().orElse(from.nic()),
                nic.revision().or(() -> otherNic ? Optional.empty() : from.revision()), Map.copyOf(configuration),
                object.orElse(from.object()), program.or(() -> otherProgram), design.orElse(from.design()),
                packets.orElse(from.capture()), limit.orElse(from.limit()), descriptors.or(from::descriptors),
                from.kernel().withLoading(load.loading(from.kernel().loading())), from.past());
    }
}
