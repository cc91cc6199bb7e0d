package dev.xdpscope.app.cli;

import dev.xdpscope.drivers.lab.scenario.AccessDesign;
import dev.xdpscope.drivers.lab.scenario.Change;
import dev.xdpscope.drivers.lab.scenario.ChangedScenario;
import dev.xdpscope.drivers.lab.scenario.Loading;
import dev.xdpscope.drivers.lab.scenario.Scenario;
import dev.xdpscope.engine.problem.ProblemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The scenario that the arguments describe; what they make void of a scenario's file is told. */
    Scenario scenario(Terminal terminal) {
        if (limit.filter(n -> n < 1).isPresent()) {
            throw Problems.usage("--limit must be at least 1, not " + limit.get(),
                    "Leave it out to take what the scenario says.");
        }
        Scenario from = file.map(ScenarioFiles::read).orElseGet(this::made);
        ChangedScenario changed = change(load.loading(from.kernel().loading())).apply(from);
        changed.voided().forEach(terminal::note);
        return changed.scenario();
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
        return Scenario.of(nic.nic().get(), object.get(), packets.get())
                .with(Change.limit(Integer.MAX_VALUE));
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

    private Change change(Loading loading) {
        return Stream.of(nic.change(), Stream.of(Change.loading(loading)), object.map(Change::object).stream(),
                program.map(Change::program).stream(), design.map(Change::design).stream(),
                packets.map(Change::packets).stream(), limit.map(Change::limit).stream(),
                descriptors.map(Change::descriptors).stream()).flatMap(c -> c).reduce(Change.NONE, Change::and);
    }
}
